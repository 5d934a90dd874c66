/** The file is not a database that this program may write. It was not changed. */
export class UnusableDatabaseError extends Error {
  override readonly name: string = 'UnusableDatabaseError'
}
