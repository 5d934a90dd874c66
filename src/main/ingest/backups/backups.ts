import { join } from 'node:path'
import type { Backup } from '#shared/backups'
import type { Settings } from '#shared/settings'
import type { OpenOptions } from '../../database/connection/open'
import { copyTroubleWords } from '../../database/copy/copyTrouble'
import type { CopierMethods } from '../../database/copy/copier'
import { errorCode } from '../../systemError'
import { WorkerThread } from '../../workers/workerThread'
import { announce } from '../events'
import { watchedFolderOf } from '../folders/watchedFolderOf'
import { nextDue } from './due'

/** A timer that waited for days would not hear of a clock that is put right, or of a long sleep. */
const LOOK_MS = 20_000
/** How long after a backup that could not be made it is tried again. */
const AGAIN_MS = 600_000
/** A folder that takes longer to be listed is told as one that does not answer. */
const ANSWER_MS = 60_000

export type BackupPlan = Pick<Settings, 'backupFolder' | 'backupTimes' | 'backupsKept' | 'folders'>

export interface BackupsDeps {
  readonly database: OpenOptions
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly answerMs?: number
}

/** What became of a look. */
interface Done {
  readonly made: Backup | null
  readonly trouble: string | null
}

/**
 * Makes backups by plan. What was made is known by what lies in the folder alone, so a time that was
 * missed, and a folder that was away, are made good when the station or the folder is there again.
 * The folder is looked at in a thread of its own: it may be a share that does not answer.
 */
export class Backups {
  readonly #database: OpenOptions
  readonly #now: () => number
  readonly #answerMs: number
  #timer: NodeJS.Timeout | undefined
  #plan: BackupPlan | null = null
  /** Those that lie in the folder, the newest first; null before it could be read. */
  #backups: readonly Backup[] | null = null
  #trouble: string | null = null
  /** When it was last tried in vain; null when the last try was not. */
  #failedAt: number | null = null
  #looking: Promise<void> | null = null
  #again = false
  #thread: WorkerThread<CopierMethods> | null = null

  constructor({ database, now = Date.now, answerMs = ANSWER_MS }: BackupsDeps) {
    this.#database = database
    this.#now = now
    this.#answerMs = answerMs
  }

  /** Follows the plan from now on. */
  apply(plan: BackupPlan): void {
    if (JSON.stringify(planned(plan)) === JSON.stringify(planned(this.#plan))) return
    clearInterval(this.#timer)
    this.#plan = plan
    this.#backups = null
    this.#trouble = null
    this.#failedAt = null
    if (plan.backupFolder === null) {
      announce('backup', { status: null, made: null })
      return
    }
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref()
    this.#again = true
    void this.look()
  }

  /** Makes a backup if one is due. Never rejects: what goes wrong is told. */
  look(): Promise<void> {
    this.#looking ??= this.#work().finally(() => (this.#looking = null))
    return this.#looking
  }

  /** Begins nothing more. A copy that is being made is given up; SQLite ends it when it can. */
  stop(): void {
    clearInterval(this.#timer)
    this.#plan = null
    void this.#thread?.stop()
  }

  /** Resolves when a copy that was given up is over. */
  async ended(): Promise<void> {
    await this.#looking
  }

  async #work(): Promise<void> {
    do {
      this.#again = false
      const plan = this.#plan
      if (plan?.backupFolder != null) await this.#follow(plan, plan.backupFolder)
    } while (this.#again)
  }

  async #follow(plan: BackupPlan, folder: string): Promise<void> {
    if (this.#waitsToTryAgain() || (this.#backups !== null && !this.#isDue(plan))) return
    let done: Done = { made: null, trouble: null }
    let failedAt: number | null = null
    try {
      done = await this.#makeDue(plan, folder)
    } catch (error) {
      failedAt = this.#now()
      done = {
        made: null,
        trouble: `No backup could be made in ${folder}: ${reasonOf(error)} ${lastWords(this.#backups?.[0])} It is tried again every ten minutes.`,
      }
    }
    // Whoever changed the plan or stopped the station does not want to hear of it.
    if (this.#plan !== plan) return
    this.#trouble = done.trouble
    this.#failedAt = failedAt
    this.#tell(plan, { isAtWork: false, made: done.made })
  }

  /** Looks at the folder, and makes a backup where it is time. */
  async #makeDue(plan: BackupPlan, folder: string): Promise<Done> {
    if (watchedFolderOf(plan, join(folder, 'backup.db')) !== null) {
      throw new Error('it is a watched folder, which would import them. Choose another folder.')
    }
    const thread = this.#startThread()
    const list = async (): Promise<void> => {
      const backups = await thread.call('backups', { folder })
      if (this.#plan === plan) this.#backups = backups
    }
    // Nothing ends a thread that waits for a share: it goes on when the share does.
    const late = setTimeout(() => {
      if (this.#plan !== plan) return
      this.#trouble = `No backup can be made in ${folder}: it does not answer. Is its disk or share connected? ${lastWords(this.#backups?.[0])}`
      this.#tell(plan, { isAtWork: false, made: null })
    }, this.#answerMs)
    try {
      await list()
      clearTimeout(late)
      if (this.#plan !== plan || !this.#isDue(plan)) return { made: null, trouble: null }
      this.#tell(plan, { isAtWork: true, made: null })
      const order = { folder, at: this.#now(), kept: plan.backupsKept }
      const stuck = await thread.call('makeBackup', order)
      await list()
      return {
        made: this.#backups?.find(({ at }) => at === order.at) ?? null,
        trouble:
          stuck === null
            ? null
            : `A backup was made in ${folder}, but an old one there could not be deleted: ${stuck}`,
      }
    } finally {
      clearTimeout(late)
      this.#thread = null
      await thread.stop()
    }
  }

  #startThread(): WorkerThread<CopierMethods> {
    this.#thread = new WorkerThread<CopierMethods>({
      name: 'database-copier',
      entry: 'copy',
      youngGenerationMb: 4,
      data: this.#database,
      // Its calls are rejected, which is told.
      onCrash: () => undefined,
    })
    return this.#thread
  }

  #waitsToTryAgain(): boolean {
    if (this.#failedAt === null) return false
    const since = this.#now() - this.#failedAt
    return since >= 0 && since < AGAIN_MS
  }

  #nextAt({ backupTimes }: BackupPlan): number {
    const made = (this.#backups ?? []).map(({ at }) => at)
    return nextDue(backupTimes, made, this.#now())
  }

  #isDue(plan: BackupPlan): boolean {
    return this.#nextAt(plan) <= this.#now()
  }

  #tell(plan: BackupPlan, now: { isAtWork: boolean; made: Backup | null }): void {
    const status = {
      backups: [...(this.#backups ?? [])],
      isAtWork: now.isAtWork,
      nextAt: this.#failedAt === null ? this.#nextAt(plan) : this.#failedAt + AGAIN_MS,
      trouble: this.#trouble,
    }
    announce('backup', { status, made: now.made })
  }
}

/** What of the plan says where, when and how many. */
function planned(plan: BackupPlan | null): unknown {
  if (plan === null) return null
  const { backupFolder, backupTimes, backupsKept, folders } = plan
  const watched = folders.map(({ path, subfolders }) => [path, subfolders])
  return [backupFolder, backupTimes, backupsKept, watched]
}

const reasonOf = (error: unknown): string =>
  errorCode(error) === 'ENOENT'
    ? 'the folder is not there. Connect its disk, or choose another folder.'
    : copyTroubleWords(error)

function lastWords(last: Backup | undefined): string {
  if (last === undefined) return 'No good one is known of there.'
  const at = new Date(last.at).toISOString().slice(0, 16).replace('T', ' ')
  return `The last good one is of ${at} UTC (${last.name}).`
}
