import { constants } from 'node:fs'
import { open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { syncFolder } from '../../syncFolder'
import { makePrivateFile } from '../databaseService/privateFile'
import { errorCode } from '../../systemError'
import { AtOnce } from './atOnce'
import type { RemovedSource } from './removedSource'

/** A longer list is cut: some twenty thousand sources are left. */
const MOST_BYTES = 16 * 1024 * 1024
/** Lines that are parsed between two turns of the event loop: a few milliseconds' work. */
const LINES_PER_TURN = 256

/**
 * What went from the watched folder, one JSON object a line, in a file beside the database: a
 * database that is restored from an older copy knows nothing of it, and this file stays.
 */
export class RemovalJournal {
  readonly path: string
  readonly #mostBytes: number
  /** One note after the other: what is appended while the list is cut would be lost. */
  readonly #writing = new AtOnce(1)
  /** The file is there, its name is on disk, and it is not too long. */
  #isReady = false

  constructor(databasePath: string, mostBytes = MOST_BYTES) {
    this.path = `${databasePath}.removed`
    this.#mostBytes = mostBytes
  }

  /** On disk when it resolves. Rejects with the system's error. */
  note(source: RemovedSource): Promise<void> {
    return this.#writing.run(() => this.#append(lineOf(source)))
  }

  /**
   * Each source that is noted, as it was noted last; the oldest note first, none where there is no
   * such file. Lines that are cut are left out. Rejects with the system's error.
   */
  async sources(): Promise<RemovedSource[]> {
    const sources = new Map<string, RemovedSource>()
    const text = await this.#text()
    if (text === '') return []
    const { parseRemovedSource } = await import('./removedSource')
    for (const [i, line] of text.split('\n').entries()) {
      if (i % LINES_PER_TURN === 0) await nextTurn()
      const source = parseRemovedSource(line)
      if (source === null) continue
      const key = `${source.fingerprint} ${source.path}`
      sources.delete(key)
      sources.set(key, source)
    }
    return [...sources.values()]
  }

  async #text(): Promise<string> {
    try {
      return await readFile(this.path, 'utf8')
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return ''
      throw error
    }
  }

  async #append(line: string): Promise<void> {
    if (!this.#isReady) await this.#prepare()
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT
    const file = await open(this.path, flags, 0o600)
    try {
      // A line end at both ends: what a power cut left of an entry before it is a line of its own.
      await file.appendFile(`\n${line}`)
      await file.datasync()
      this.#isReady = (await file.stat()).size <= this.#mostBytes
    } finally {
      await file.close()
    }
  }

  /** Makes the file where there is none, and its name durable; cuts one that has become too long. */
  async #prepare(): Promise<void> {
    makePrivateFile(this.path)
    if ((await stat(this.path)).size > this.#mostBytes) await this.#cut()
    await syncFolder(dirname(this.path))
  }

  /** Drops what was noted of a source before the last time, and the older half where that is not enough. */
  async #cut(): Promise<void> {
    const lines = (await this.sources()).map(lineOf)
    const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
    const kept = bytes > this.#mostBytes / 2 ? lines.slice(Math.ceil(lines.length / 2)) : lines
    const part = `${this.path}.part`
    await unlink(part).catch(() => undefined)
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(kept.join(''))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, this.path)
  }
}

const lineOf = (source: RemovedSource): string => `${JSON.stringify(source)}\n`
