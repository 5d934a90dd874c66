import { z } from 'zod'

/** A source that was about to go, and what the database held of it then. */
const RemovedSource = z.object({
  /** ISO 8601 in UTC. */
  at: z.string(),
  became: z.enum(['deleted', 'archived']),
  path: z.string(),
  /** Where it was moved to; null where it was deleted. */
  archive: z.string().nullable(),
  fileId: z.int(),
  /** When the file's row was made: with its id, what tells it from rows of every copy of the database. */
  insertedAt: z.string(),
  fingerprint: z.string(),
  lines: z.int(),
})
export type RemovedSource = z.infer<typeof RemovedSource>

/** What a line of the list says; null where it is cut. */
export function parseRemovedSource(line: string): RemovedSource | null {
  try {
    return RemovedSource.parse(JSON.parse(line))
  } catch {
    return null
  }
}
