import type { FileCode } from '#shared/codes'

/** A file can't be imported as a whole. `message` is for people; the file stays where it is. */
export class FileFailureError extends Error {
  readonly code: FileCode

  constructor(code: FileCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FileFailureError'
    this.code = code
  }
}
