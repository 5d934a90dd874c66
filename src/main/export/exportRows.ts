/** The rows of an export, as the texts of their lines without line end. */
export interface ExportRows {
  /** A first line that names the columns or the type; null where the format needs none. */
  readonly header: string | null
  readonly rows: Iterator<string>
  readonly encoding: 'utf8' | 'latin1'
  /** How many records were looked at, of how many. */
  readonly done: number
  readonly total: number
}
