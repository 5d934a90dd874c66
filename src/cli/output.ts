import { errorCode } from '../main/systemError'

/** Gathered before each write: one system call a line would be most of the time. */
const BATCH_CHARACTERS = 65_536

/** Takes data; resolves when it is handed over, and rejects when it can't be. */
export type Write = (data: string | Uint8Array) => Promise<void>

export const toStandardOutput: Write = (data) =>
  new Promise((resolve, reject) => {
    process.stdout.write(data, (error) => (error ? reject(error) : resolve()))
  })

/** The reader at the other end of a pipe has gone, as `| head -1` does: there is no more to do. */
export function isReaderGone(error: unknown): boolean {
  return errorCode(error) === 'EPIPE'
}

/** Writes lines as fast as they are taken, in bounded memory. */
export async function writeLines(
  write: Write,
  lines: Iterable<string> | AsyncIterable<string>,
  encoding: BufferEncoding = 'utf8',
): Promise<void> {
  let batch = ''
  for await (const line of lines) {
    batch += `${line}\n`
    if (batch.length < BATCH_CHARACTERS) continue
    await write(Buffer.from(batch, encoding))
    batch = ''
  }
  if (batch !== '') await write(Buffer.from(batch, encoding))
}
