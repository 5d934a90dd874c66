import { setTimeout as sleep } from 'node:timers/promises'
import type { TableFormat } from '#shared/exports'
import type { CorrectedPackage, BadLineExport } from '#shared/inbox/exports'
import type { InboxFilter, LineRef } from '#shared/inbox/filter'
import type { RuleCounts, DismissTarget, RuleTarget, SavedLine } from '#shared/inbox/mending'
import type { Rule } from '#shared/inbox/rules'
import type { SearchTotals } from '#shared/inbox/search'
import type { Seal, SourceCheck } from '#shared/inbox/seal'
import type { JobKind } from '#shared/jobs'
import type { Answers } from '../../answers'
import type { MendApplied, MendBatch } from '../../database/mends/applyMend'
import type { NewMend } from '../../database/mends/mends'
import type { Outcome } from '../../database/mends/transact'
import type { OpenOptions } from '../../database/connection/open'
import { TaskFlag } from '../../workers/taskFlag'
import type { ComponentRegistry } from '../components/componentRegistry'
import type { DatabaseService } from '../databaseService/databaseService'
import { announce, type Events } from '../events'
import { userName } from '../userName'
import type { ThreadQuestion } from './inboxMethods'
import type { PreviewRequest } from './preview'
import { InboxThread } from './inboxThread'
import { runTask, type Job, type JobOutcome, type Jobs } from '../jobs/jobs'
import { batchBuffers } from './recordBatch'
import type { TaskRequest } from './tasks'

/** Lines of a rule that are judged at once on their way to the writer. */
const LINES_PER_BATCH = 2_000
/** How often a long transaction is looked after. */
const LOOK_MS = 50
/** How long a restart waits for what it has cancelled. */
const CANCEL_MS = 1_000

export interface ErrorInboxDeps {
  readonly database: DatabaseService
  readonly options: OpenOptions
  readonly registry: ComponentRegistry
  readonly parent: string
  readonly jobs: Jobs
  /** Where sources are archived now; null where there is no such folder. */
  readonly archiveFolders: () => readonly string[]
}

/**
 * The inbox of bad lines: questions go to the database's reader, long tasks and the reader's own
 * judgement to the inbox's thread, and whatever changes the database to its writer.
 */
export class ErrorInbox {
  readonly #database: DatabaseService
  readonly #archiveFolders: () => readonly string[]
  readonly #thread: InboxThread
  readonly #jobs: Jobs
  readonly #by = userName()
  #search: string | null = null
  #preview: string | null = null

  constructor({ database, options, registry, parent, jobs, archiveFolders }: ErrorInboxDeps) {
    this.#database = database
    this.#archiveFolders = archiveFolders
    this.#thread = new InboxThread(options, registry, parent)
    this.#jobs = jobs
  }

  /** What is judged as the reader judges it, or found by a task, is asked of the inbox's thread. */
  readonly answers: Answers<ThreadQuestion> = {
    'inbox:hits': (page) => this.#thread.call('inbox:hits', page),
    'mend:judge': (line) => this.#thread.call('mend:judge', line),
    'mend:try': (line) => this.#thread.call('mend:try', line),
    'mend:preview-page': (page) => this.#thread.call('mend:preview-page', page),
    'mend:lines': (page) => this.#thread.call('mend:lines', page),
  }

  async markSeen(faultIds: number[]): Promise<void> {
    await this.#database.write('markSeen', { faultIds })
  }

  search(job: string, filter: InboxFilter, needle: Uint8Array): Promise<JobOutcome<SearchTotals>> {
    if (this.#search !== null) this.#jobs.cancel(this.#search)
    this.#search = job
    return this.#task(job, { kind: 'search', input: { filter, needle } })
  }

  exportBadLines(
    job: string,
    request: { filter: InboxFilter; format: TableFormat; path: string },
  ): Promise<JobOutcome<BadLineExport>> {
    const input = { ...request, archiveFolders: this.#archiveFolders() }
    return this.#task(job, { kind: 'export', input })
  }

  /** Throws with words when the line can't be mended now. */
  async save({ fileId, line, text }: LineRef & { text: string }): Promise<SavedLine> {
    const judged = await this.#thread.call('judgeLine', { fileId, line, text })
    if (judged.issues !== null) return { saved: false, issues: judged.issues }
    const { mendId } = await this.#apply(
      { kind: 'edit', by: this.#by, note: '', rule: null },
      [judged.batch],
      text,
    )
    if (mendId === null) {
      const reason = await this.#database.read('lineLock', { fileId, line })
      throw new Error(reason ?? `Line ${line} changed meanwhile. Look at it again.`)
    }
    return { saved: true, mendId, record: judged.record }
  }

  preview(job: string, target: RuleTarget, rule: Rule): Promise<JobOutcome<RuleCounts>> {
    if (this.#preview !== null) this.#jobs.cancel(this.#preview)
    this.#preview = job
    return this.#task(job, { kind: 'preview', input: { target, rule } })
  }

  /** Mends what a finished preview showed as fixed. */
  apply(
    job: string,
    preview: string,
    note: string,
  ): Promise<JobOutcome<{ mendId: number | null; lines: number; changed: number }>> {
    return this.#jobs.run(job, 'apply', async (running) => {
      const judged = await this.#recordsOf(preview, running)
      if (judged === null) return null
      const { request, batches, records, shown } = judged
      const rule = {
        rule: request.rule,
        faultId: request.target.faultId,
        satelliteType: request.target.satelliteType,
      }
      const mend: NewMend = { kind: 'rule', by: this.#by, note, rule }
      const outcome = await this.#transaction(running, records, records, (flag) =>
        this.#database.writeWithTransfer(
          'applyMend',
          { mend, batches, text: null, from: ['open'], flag },
          batchBuffers(batches),
        ),
      )
      if (outcome.state === 'cancelled') return null
      const { mendId, lines, fileIds } = outcome
      this.#announce('rule', mendId, lines, fileIds)
      return { mendId, lines, changed: shown - lines }
    })
  }

  dismiss(
    job: string,
    target: DismissTarget,
    note: string,
  ): Promise<JobOutcome<{ mendId: number | null; lines: number }>> {
    return this.#jobs.run(job, 'dismiss', async (running) => {
      const total = await this.#linesToDismiss(target)
      const outcome = await this.#transaction(running, 0, total, (flag) =>
        this.#database.write('dismissLines', { target, by: this.#by, note, flag }),
      )
      if (outcome.state === 'cancelled') return null
      const { mendId, lines, fileIds } = outcome
      this.#announce('dismiss', mendId, lines, fileIds)
      return { mendId, lines }
    })
  }

  /** Throws with words when there is nothing to undo. */
  undo(job: string, mendId: number): Promise<JobOutcome<{ lines: number }>> {
    return this.#jobs.run(job, 'undo', async (running) => {
      const total = await this.#database.read('linesOfMend', { mendId })
      const outcome = await this.#transaction(running, 0, total, (flag) =>
        this.#database.write('undoMend', { mendId, by: this.#by, flag }),
      )
      if (outcome.state === 'cancelled') return null
      this.#announce('undo', mendId, outcome.lines, outcome.fileIds)
      return { lines: outcome.lines }
    })
  }

  async seal(job: string, fileId: number): Promise<JobOutcome<{ seal: Seal }>> {
    const outcome = await this.#task<Seal>(job, { kind: 'seal', input: { fileId } })
    if (outcome.state === 'cancelled') return outcome
    const { state, ...seal } = outcome
    return { state, seal }
  }

  async recheck(job: string, fileId: number): Promise<JobOutcome<{ check: SourceCheck }>> {
    const input = { fileId, archiveFolders: this.#archiveFolders() }
    const outcome = await this.#task<SourceCheck>(job, { kind: 'recheck', input })
    if (outcome.state === 'cancelled') return outcome
    const { state, ...check } = outcome
    return { state, check }
  }

  exportCorrected(
    job: string,
    request: { fileId: number; path: string },
  ): Promise<JobOutcome<CorrectedPackage>> {
    const input = { ...request, archiveFolders: this.#archiveFolders() }
    return this.#task(job, { kind: 'correct', input })
  }

  /** Cancels what is under way and ends the thread; the next question starts another. */
  async restart(): Promise<void> {
    // A thread that does not answer any more is ended all the same.
    await Promise.race([this.#jobs.stop(), sleep(CANCEL_MS)])
    await this.#thread.restart()
  }

  /** Ends the thread. */
  stop(): Promise<void> {
    return this.#thread.stop()
  }

  /** Does a task of the inbox's thread step by step. */
  #task<R extends object>(id: string, task: TaskRequest): Promise<JobOutcome<R>> {
    return this.#jobs.run(id, task.kind satisfies JobKind, (job) =>
      runTask<TaskRequest, R>(job, this.#thread, task),
    )
  }

  /** The records of all lines that a preview showed as fixed; null when it was cancelled. */
  async #recordsOf(
    preview: string,
    job: Job,
  ): Promise<{
    request: PreviewRequest
    batches: MendBatch[]
    records: number
    shown: number
  } | null> {
    const batches: MendBatch[] = []
    let records = 0
    for (let offset = 0; ;) {
      if (job.isCancelled) return null
      const found = await this.#thread.call('previewRecords', {
        job: preview,
        offset,
        limit: LINES_PER_BATCH,
      })
      for (const batch of found.batches) {
        batches.push(batch)
        records += batch.records.count
      }
      // Judging is the first half of the way, storing the second.
      job.tell({ done: records, total: found.fixed * 2, found: 0 })
      if (found.next === null) {
        return { request: found.request, batches, records, shown: found.fixed }
      }
      offset = found.next
    }
  }

  /** Looks after a transaction in the writer's thread: tells how far it is, and cancels it there. */
  async #transaction<T>(
    job: Job,
    before: number,
    after: number,
    start: (flag: SharedArrayBuffer) => Promise<T>,
  ): Promise<T> {
    const flag = new TaskFlag()
    job.onCancel(() => flag.cancel())
    const total = before + after
    const looking = setInterval(
      () => job.tell({ done: before + flag.done, total, found: 0 }),
      LOOK_MS,
    )
    try {
      return await start(flag.buffer)
    } finally {
      clearInterval(looking)
      job.tell({ done: before + flag.done, total, found: 0 })
    }
  }

  async #linesToDismiss(target: DismissTarget): Promise<number> {
    if ('lines' in target) return target.lines.length
    const filter: InboxFilter = { ...target.filter, statuses: ['open'] }
    const { total } = await this.#database.ask('inbox:lines', { filter, offset: 0, limit: 0 })
    return total
  }

  async #apply(mend: NewMend, batches: MendBatch[], text: string): Promise<MendApplied> {
    const { buffer: flag } = new TaskFlag()
    const outcome: Outcome<MendApplied> = await this.#database.writeWithTransfer(
      'applyMend',
      { mend, batches, text, from: ['open', 'dismissed'], flag },
      batchBuffers(batches),
    )
    if (outcome.state === 'cancelled') return { mendId: null, lines: 0, fileIds: [] }
    this.#announce('edit', outcome.mendId, outcome.lines, outcome.fileIds)
    return outcome
  }

  #announce(
    what: Events['mend']['what'],
    mendId: number | null,
    lines: number,
    fileIds: readonly number[],
  ): void {
    if (mendId !== null) announce('mend', { what, mendId, by: this.#by, lines, fileIds })
  }
}
