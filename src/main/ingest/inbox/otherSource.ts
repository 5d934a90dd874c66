/** The source is not, or not any more, the file that was imported. */
export class OtherSourceError extends Error {
  constructor(options?: ErrorOptions) {
    super('the source is not the file that was imported', options)
    this.name = 'OtherSourceError'
  }
}
