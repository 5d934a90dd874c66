import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../../e2e/launch'

/** A user's home in the folder, which whoever gave it removes. */
export function homeIn(folder: string): Home {
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  return { folder, data, ingest: join(folder, 'Downlink', 'ingest'), remove: () => undefined }
}
