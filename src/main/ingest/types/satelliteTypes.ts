import { realpath } from 'node:fs/promises'
import type { DefinitionInUse } from '../../database/definitions/register'
import { makeFolder } from '../../makeFolder'
import { announce } from '../events'
import { userName } from '../userName'
import type { Hints } from '../watcher/hints'
import { systemHints } from '../watcher/systemHints'
import {
  definitionsFolder,
  faultyWords,
  readKnownTypes,
  type FaultyFile,
  type KnownType,
} from './definitionFiles'

/** An editor may write a file in several steps: it is read when nothing has happened for so long. */
const SETTLE_MS = 100
/** So many files that can't be used are named. */
const NAMED = 3

export interface SatelliteTypesOptions {
  readonly dataFolder: string
  /** Whether definitions that are edited meanwhile are taken up. */
  readonly watches: boolean
  /** Told of what is known now, at the start and at every change. */
  readonly onChange: (inUse: readonly DefinitionInUse[]) => Promise<void>
}

/**
 * The satellite types that files are read with: those that come with the station, and an operator's
 * own. One that is edited holds from the next file on.
 */
export class SatelliteTypes {
  readonly #options: SatelliteTypesOptions
  readonly #folder: string
  #types: ReadonlyMap<string, KnownType> = new Map()
  #faulty: readonly FaultyFile[] = []
  #hints: Hints | null = null
  #settling: NodeJS.Timeout | null = null
  /** One reading after the other. */
  #reading: Promise<void> = Promise.resolve()
  #isStopped = false

  private constructor(options: SatelliteTypesOptions) {
    this.#options = options
    this.#folder = definitionsFolder(options.dataFolder)
  }

  static async start(options: SatelliteTypesOptions): Promise<SatelliteTypes> {
    const types = new SatelliteTypes(options)
    if (options.watches) await types.#watch()
    try {
      await types.reload()
    } catch (error) {
      // The watch over its folder would keep the process alive.
      await types.stop()
      throw error
    }
    return types
  }

  /** By their names. */
  get types(): ReadonlyMap<string, KnownType> {
    return this.#types
  }

  /** Files that say nothing which could be used. */
  get faulty(): readonly FaultyFile[] {
    return this.#faulty
  }

  get folder(): string {
    return this.#folder
  }

  /** A type as packages are read with it, and who says that it is so; null for an unknown one. */
  inUse(type: string): DefinitionInUse | null {
    const known = this.#types.get(type)
    return known === undefined ? null : inUse(known)
  }

  /** Reads all definitions anew. Rejects where what they are now can't be told to the database. */
  reload(): Promise<void> {
    const reading = this.#reading.catch(() => undefined).then(() => this.#read())
    this.#reading = reading
    return reading
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#settling !== null) clearTimeout(this.#settling)
    await this.#hints?.close()
    await this.#reading.catch(() => undefined)
  }

  async #read(): Promise<void> {
    if (this.#isStopped) return
    const { types, faulty } = await readKnownTypes(this.#folder, this.#types)
    this.#types = types
    this.#faulty = faulty
    try {
      await this.#options.onChange([...types.values()].map(inUse))
    } finally {
      // Behind it: what is told of holds.
      announce('types', { faults: wordsOf(faulty) })
    }
  }

  /** A folder that can't be made or watched is read all the same, once. */
  async #watch(): Promise<void> {
    try {
      makeFolder(this.#folder)
      const openHints = await systemHints()
      this.#hints = openHints(await realpath(this.#folder), {
        onName: () => this.#readSoon(),
        onAny: () => this.#readSoon(),
        onFailure: () => undefined,
      })
    } catch {
      this.#hints = null
    }
  }

  #readSoon(): void {
    if (this.#isStopped) return
    if (this.#settling !== null) clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      this.#settling = null
      this.reload().catch(({ message, stack }: Error) =>
        announce('fault', { message, stack: stack ?? null }),
      )
    }, SETTLE_MS)
  }
}

function inUse({ definition, path }: KnownType): DefinitionInUse {
  return { definition, addedBy: path === null ? 'Downlink' : userName() }
}

function wordsOf(faulty: readonly FaultyFile[]): string | null {
  if (faulty.length === 0) return null
  const named = faulty.slice(0, NAMED).map(faultyWords)
  const more = faulty.length > NAMED ? [`and ${faulty.length - NAMED} more files`] : []
  return `${[...named, ...more].join('; ')}.`
}
