import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FilesBefore, FolderAnswer } from '#shared/folders'
import type { AfterImport } from '#shared/settings'
import type { MetFolder } from '../../database/folders/met'
import type { DatabaseService } from '../databaseService/databaseService'
import type { LeaveAlone, OpenedFolder } from '../watcher/folderWatch'
import { filesNow } from './filesNow'

export interface MetFoldersOptions {
  readonly database: Pick<DatabaseService, 'read' | 'write'>
  /** What was said for files that lie there already; null where nothing was. */
  readonly given: AfterImport | null
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean
}

const ASKING = 'It lay here before the folder was watched. The window asks what becomes of it.'
const LEFT =
  'It lay here before the folder was watched, and is left as you said. It is taken once it changes.'

/**
 * Sees to it that what lay in a folder before it was watched is not taken for what arrives. The
 * database meets each folder once; what lies in it then is remembered before anything of it is
 * imported, and what becomes of it stands in the database, never in this process.
 */
export class MetFolders {
  readonly #options: MetFoldersOptions
  #asked: MetFolder | null = null
  #before: FilesBefore | null = null

  constructor(options: MetFoldersOptions) {
    this.#options = options
  }

  /** What lay in the folder that was met last in this run; null when it was met long ago, or empty. */
  get before(): FilesBefore | null {
    return this.#before
  }

  /**
   * The folder is watched from now on.
   *
   * @returns why a file of it is to be left alone
   * @throws what the database or the disk throws: then nothing of it may be imported
   */
  async open(folder: OpenedFolder, stopped: () => boolean): Promise<LeaveAlone> {
    const { path, realPath, identity } = folder
    const found = { paths: [...new Set([path, realPath])], identity }
    let met = await this.#options.database.write('meetFolder', found)
    if (met === null) {
      const files = await filesNow(realPath, stopped)
      if (stopped()) return leaveAll
      const isAsked = this.#options.canAsk && this.#options.given === null && files.names !== ''
      const answer = isAsked ? null : this.#default
      met = await this.#options.database.write('rememberFolder', { found, files, answer })
      if (answer === null) this.#asked = met
      this.#tell(path, met)
    } else if (this.#before?.folder !== path) {
      this.#before = null
      // It was asked in an earlier run, or the folder was left meanwhile: nobody said anything.
      if (met.answer === null) met = await this.#settle(path, met, this.#default)
    }
    return this.#leaveAlone(met)
  }

  /** Takes the operator's answer. Throws an Error with words when nothing is being asked. */
  async answer(given: FolderAnswer): Promise<void> {
    const [asked, before] = [this.#asked, this.#before]
    if (asked === null || before === null || before.answer !== null) {
      throw new Error('Nothing is being asked about the watched folder any more.')
    }
    await this.#settle(before.folder, asked, given)
  }

  /** No folder is watched. */
  close(): void {
    this.#before = null
  }

  get #default(): AfterImport {
    return this.#options.given ?? 'keep'
  }

  async #settle(path: string, met: MetFolder, answer: FolderAnswer): Promise<MetFolder> {
    await this.#options.database.write('answerFolder', { folderId: met.id, answer })
    const settled = { ...met, answer }
    this.#tell(path, settled)
    return settled
  }

  #tell(folder: string, { files, answer }: MetFolder): void {
    this.#before = files === 0 ? null : { folder, files, answer }
  }

  async #leaveAlone({ id, files, answer }: MetFolder): Promise<LeaveAlone> {
    if (files === 0 || (answer !== null && answer !== 'leave')) return leaveNone
    const before = await this.#options.database.read('filesBefore', { folderId: id })
    const places = await placesOf(before.names.split('\0'))
    const reason = answer === null ? ASKING : LEFT
    return (name, { sizeBytes, mtimeNs }) => {
      const place = places.get(name)
      if (place === undefined) return null
      // Even one that changes waits for the answer; then a changed one is taken.
      if (answer === null) return reason
      const isSame =
        before.sizesAndTimes[place * 2] === BigInt(sizeBytes) &&
        before.sizesAndTimes[place * 2 + 1] === BigInt(mtimeNs)
      return isSame ? reason : null
    }
  }
}

/** Names that are noted between two turns of the event loop: a millisecond's work. */
const NAMES_PER_TURN = 4_096

/** Where each name stands in the list. */
async function placesOf(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>()
  for (const [place, name] of names.entries()) {
    if (place % NAMES_PER_TURN === 0) await nextTurn()
    places.set(name, place)
  }
  return places
}

const leaveNone: LeaveAlone = () => null
/** The watch ends: nothing is taken any more. */
const leaveAll: LeaveAlone = () => ASKING
