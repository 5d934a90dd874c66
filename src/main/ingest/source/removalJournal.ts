import { constants } from 'node:fs'
import { open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { makePrivateFile } from '../privateFile'

/** A source that was about to go, and what the database held of it then. */
export const RemovedSource = z.object({
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

/** Beyond this the older half is dropped when the station starts: some twenty thousand are left. */
const MOST_BYTES = 16 * 1024 * 1024

/**
 * What went from the watched folder, one JSON object a line, in a file beside the database: a
 * database that is restored from an older copy knows nothing of it, and this file stays.
 */
export class RemovalJournal {
  readonly path: string
  #ready: Promise<void> | null = null

  constructor(databasePath: string) {
    this.path = `${databasePath}.removed`
  }

  /** On disk when it resolves. Rejects with the system's error. */
  async note(source: RemovedSource): Promise<void> {
    this.#ready ??= this.#prepare()
    await this.#ready.catch((error: unknown) => {
      this.#ready = null
      throw error
    })
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT
    const file = await open(this.path, flags, 0o600)
    try {
      // A line end at both ends: what a power cut left of an entry before it is a line of its own.
      await file.appendFile(`\n${JSON.stringify(source)}\n`)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  /** All that is noted, oldest first; none where there is no such file. Lines that are cut are left out. */
  async sources(): Promise<RemovedSource[]> {
    const text = await readFile(this.path, 'utf8').catch(() => '')
    return text.split('\n').flatMap((line) => parsed(line) ?? [])
  }

  /** Makes the file where there is none, and its name durable; cuts one that has become too long. */
  async #prepare(): Promise<void> {
    makePrivateFile(this.path)
    const { size } = await stat(this.path)
    if (size > MOST_BYTES) await this.#dropOlderHalf()
    const folder = await open(dirname(this.path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  async #dropOlderHalf(): Promise<void> {
    const sources = await this.sources()
    const kept = sources.slice(Math.ceil(sources.length / 2))
    const part = `${this.path}.part`
    await unlink(part).catch(() => undefined)
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(kept.map((source) => `${JSON.stringify(source)}\n`).join(''))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, this.path)
  }
}

function parsed(line: string): RemovedSource | null {
  try {
    return RemovedSource.parse(JSON.parse(line))
  } catch {
    return null
  }
}
