/** The rows of an export, as the texts of their lines without line end. */
export interface ExportRows {
  /** A first line that names the columns or the type; null where the format needs none. */
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly encoding: 'utf8' | 'latin1'
  /**
   * What has to be said of a package when it is imported, because nothing in it does: from when on
   * its times count, in microseconds since 1970 UTC. Null where nothing has.
   */
  readonly untoldStartUs: number | null
  /** How many records were looked at, of how many. */
  readonly done: number
  readonly total: number
}
