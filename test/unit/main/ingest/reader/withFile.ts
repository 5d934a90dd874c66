import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterTest } from '../../../../helpers/afterTest'

/** The running test's. Making one for each of thousands of small files costs more than reading them. */
let folder: string | null = null

function folderOfTest(): string {
  if (folder !== null) return folder
  const made = mkdtempSync(join(tmpdir(), 'downlink-reader-'))
  afterTest(() => {
    rmSync(made, { recursive: true })
    folder = null
  })
  folder = made
  return made
}

/** Runs something with a file of bytes, or of text whose characters are bytes; it is gone afterwards. */
export function withFile<T>(
  content: Uint8Array | string,
  action: (path: string) => T,
  name = 'package.json',
): T {
  const path = join(folderOfTest(), name)
  writeFileSync(path, typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
  try {
    return action(path)
  } finally {
    rmSync(path, { force: true })
  }
}
