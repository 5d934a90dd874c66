import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AfterImport, FilesBefore, FolderAnswer } from '#shared/folders'
import type { MetFolder } from '../../database/folders/met'
import type { DatabaseService } from '../databaseService/databaseService'
import type { LeaveAlone, OpenedFolder } from '../watcher/folderWatch'
import { filesBelow, filesNow, noFiles } from './filesNow'

export interface MetFoldersOptions {
  readonly database: Pick<DatabaseService, 'read' | 'write'>
  /** Whether what is below the folder is watched, too. */
  readonly subfolders: boolean
  /** What was said for files that lie there already; null where nothing was. */
  readonly given: AfterImport | null
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean
  /** Whether the operator is being asked at this moment about this folder, by its number. */
  readonly isAsked: (folderId: number) => boolean
}

const ASKING = 'It lay here before the folder was watched. The window asks what becomes of it.'
const LEFT =
  'It lay here before the folder was watched, and is left as you said. It is taken once it changes.'

/**
 * Sees to it that what lay in a watched folder before it was watched is not taken for what arrives.
 * The database meets each folder once, those below it with it where they are watched, too; what lies
 * in them then is remembered before anything of it is imported, and what becomes of it stands in the
 * database, never in this process.
 */
export class MetFolders {
  readonly #options: MetFoldersOptions
  #asked: number | null = null
  #before: FilesBefore | null = null

  constructor(options: MetFoldersOptions) {
    this.#options = options
  }

  /** What lay there as the folder was met in this run; null when it was met long ago, or empty. */
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
    const { database, subfolders, isAsked } = this.#options
    const found = foundAt(folder)
    const below = subfolders && !folder.isBelow
    const known = await database.write('meetFolder', { found, below })
    const isMet = known !== null && (known.metBelow || !below)
    if (!folder.isBelow && !isMet) {
      // What is asked about it already is one question with what lies below.
      if (known?.answer === null && !this.#asksAnyone) {
        await this.#settle(folder.path, known.answeredBy, this.#default)
      }
      if (!(await this.#meet(folder, stopped))) return leaveAll
    } else if (folder.isBelow && known === null) {
      // It came up in a folder whose whole tree had been met: what it holds came later.
      const folders = [{ found, files: noFiles }] as const
      await database.write('rememberFolders', { folders, below: false, answer: 'keep' })
    } else if (known !== null && known.answer === null && !isAsked(known.answeredBy)) {
      // It was asked in an earlier run, or the folder was left meanwhile: nobody said anything.
      await this.#settle(folder.path, known.answeredBy, this.#default)
    }
    const met = await database.write('meetFolder', { found, below })
    return met === null ? leaveAll : this.#leaveAlone(met)
  }

  /** Takes the operator's answer. Throws an Error with words when nothing is being asked. */
  async answer(given: FolderAnswer): Promise<void> {
    const [asked, before] = [this.#asked, this.#before]
    if (asked === null || before === null || before.answer !== null) {
      throw new Error('Nothing is being asked about the watched folder any more.')
    }
    await this.#settle(before.folder, asked, given)
  }

  /** Whether it is this one that asks about a folder, by its number. */
  asks(folderId: number): boolean {
    return this.#asked === folderId
  }

  get #asksAnyone(): boolean {
    return this.#options.canAsk && this.#options.given === null
  }

  get #default(): AfterImport {
    return this.#options.given ?? 'keep'
  }

  /** Remembers all that lies there now. False where the watch ended meanwhile. */
  async #meet(folder: OpenedFolder, stopped: () => boolean): Promise<boolean> {
    const { database, subfolders } = this.#options
    const here = { found: foundAt(folder), files: await filesNow(folder.realPath, stopped) }
    const below = subfolders ? await filesBelow(folder, stopped) : []
    if (stopped()) return false
    const isEmpty = [here, ...below].every(({ files }) => files.names === '')
    const answer = this.#asksAnyone && !isEmpty ? null : this.#default
    const folders = [here, ...below] as const
    const asked = await database.write('rememberFolders', { folders, below: subfolders, answer })
    if (asked.answer === null) this.#asked = asked.id
    this.#tell(folder.path, asked)
    return true
  }

  async #settle(path: string, folderId: number, answer: FolderAnswer): Promise<void> {
    const files = await this.#options.database.write('answerFolder', { folderId, answer })
    this.#tell(path, { files, answer })
  }

  #tell(folder: string, { files, answer }: Pick<MetFolder, 'files' | 'answer'>): void {
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

/** A folder by all that the database knows it by. */
const foundAt = ({ path, realPath, identity }: OpenedFolder) => ({
  paths: [...new Set([path, realPath])],
  identity,
})

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
