import type { LineError } from '#shared/lineErrors'

/** A bad line as the terminal prints and exports it: keys as the columns of `line_errors`. */
export function errorRow(error: LineError) {
  return {
    id: error.fileId * 2 ** 32 + error.line,
    file_id: error.fileId,
    line: error.line,
    byte_offset: error.byteOffset,
    code: error.code,
    issues: error.issues,
    raw: Buffer.from(error.raw).toString('base64'),
    raw_bytes: error.rawBytes,
    status: error.status,
  }
}
