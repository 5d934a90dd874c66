/**
 * What a file says before its records. It is kept with the package: the file may be gone when one of
 * its lines is mended.
 */
export interface FileHead {
  /** All that stands before the first line that may be a record. */
  readonly bytes: Uint8Array
  /** The names of its columns, in their order; null where every line names its values itself. */
  readonly columns: readonly string[] | null
  /** From when on its times count; null where they count from no start. */
  readonly startUs: number | null
}
