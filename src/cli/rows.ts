import type { LineError } from '#shared/lineErrors'
import { decodeLine } from '#shared/raw/decode'
import { faultPlace } from '#shared/raw/place'

/**
 * A bad line as the terminal prints it: keys as the columns of `line_errors`, and the column, in
 * characters from 1, where it ceases to be text or JSON.
 */
export function errorRow(error: LineError) {
  const cut = error.rawBytes > error.raw.length
  const line = decodeLine(error.raw, cut)
  const [issue] = error.issues
  const place = issue === undefined ? null : faultPlace(line, issue, cut)
  return {
    id: error.fileId * 2 ** 32 + error.line,
    file_id: error.fileId,
    line: error.line,
    byte_offset: error.byteOffset,
    code: error.code,
    column: place?.column ?? null,
    issues: error.issues,
    raw: Buffer.from(error.raw).toString('base64'),
    raw_bytes: error.rawBytes,
    status: error.status,
  }
}
