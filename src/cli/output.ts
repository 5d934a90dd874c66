import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Gathered before each write: one system call a line would be most of the time. */
const BATCH_CHARACTERS = 65_536

/** Writes lines as fast as the reader at the other end takes them, in bounded memory. */
export async function writeLines(out: Writable, lines: Iterable<string>): Promise<void> {
  let batch = ''
  const flush = async (): Promise<void> => {
    const full = !out.write(batch)
    batch = ''
    if (full) await once(out, 'drain')
  }
  for (const line of lines) {
    batch += `${line}\n`
    if (batch.length >= BATCH_CHARACTERS) await flush()
  }
  if (batch !== '') await flush()
}
