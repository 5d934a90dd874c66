/** A package can't be removed, brought back or replaced as asked. The message is for people. */
export class RemovalRefusedError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RemovalRefusedError'
  }
}
