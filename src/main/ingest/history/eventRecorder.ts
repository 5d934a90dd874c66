import type { FileStatus } from '#shared/files'
import type { HistoryEvent, HistoryEventKind } from '#shared/history/events'
import type { Settings } from '#shared/settings'
import type { Alert, ComponentStatus } from '#shared/status'
import type { Events } from '../events'
import type { FilesAtWork } from './filesAtWork'
import { paceWords } from './paceWords'

type Facts = Partial<Omit<HistoryEvent, 'id' | 'atMs' | 'kind'>>

const noFacts = {
  component: null,
  fileId: null,
  fileName: null,
  line: null,
  byte: null,
  message: null,
  status: null,
  lines: null,
  bad: null,
  durationMs: null,
} satisfies Facts

const PARSER = /^file-(\d+)$/
const PART_OF_PARSER = /^file-\d+-/

/** Statuses with which a file is not read any more. */
const ends: ReadonlySet<FileStatus> = new Set([
  'complete',
  'duplicate',
  'failed',
  'cancelled',
  'paused',
  'waiting',
])

/** Turns what components announce into events of the history. */
export class EventRecorder {
  readonly #files: FilesAtWork
  readonly #now: () => number
  readonly #record: (event: Omit<HistoryEvent, 'id'>) => void
  readonly #falls = new Map<string, number>()
  readonly #failed = new Set<string>()
  #settings: Settings | null = null
  #pausedAt: number | null = null
  #alert: { readonly alert: Alert; readonly atMs: number } | null = null

  /** `now` in milliseconds since 1970 UTC. */
  constructor(
    files: FilesAtWork,
    now: () => number,
    record: (event: Omit<HistoryEvent, 'id'>) => void,
  ) {
    this.#files = files
    this.#now = now
    this.#record = record
  }

  started(): void {
    this.#add('started', {})
  }

  stopped(): void {
    this.#add('stopped', {})
  }

  component({ component, gone }: Events['component']): void {
    const { id, askedRestarts = 0 } = component
    const falls = component.restarts - askedRestarts
    // A file's reader, staging and persister fall with their parser, which tells of it.
    if (PART_OF_PARSER.test(id)) return
    if (gone) {
      this.#falls.delete(id)
      this.#failed.delete(id)
      return
    }
    const before = this.#falls.get(id)
    // Most components never fall: only those that did are remembered.
    if (falls > (before ?? 0)) {
      this.#falls.set(id, falls)
      this.#add('restarted', this.#fallOf(component))
    }
    if (component.state === 'failed' && !this.#failed.has(id)) {
      this.#failed.add(id)
      this.#add('given-up', this.#fallOf(component))
    }
  }

  #fallOf({ id, name, lastError }: ComponentStatus): Facts {
    const fileId = Number(PARSER.exec(id)?.[1] ?? NaN)
    const file = this.#files.get(fileId)
    return {
      component: name,
      message: lastError,
      ...(file === undefined
        ? {}
        : { fileId, fileName: file.name, line: file.line, byte: file.byte }),
    }
  }

  file({ fileId, name, status, detail }: Events['file']): void {
    const facts = { fileId, fileName: name, status }
    if (status === 'processing') this.#add('file-began', { ...facts, message: detail })
    if (!ends.has(status)) return
    const file = this.#files.get(fileId)
    const beganMs = file?.beganMs ?? null
    this.#add('file-ended', {
      ...facts,
      // Of a complete file the detail is its counts, which stand beside it.
      message: status === 'complete' ? null : detail,
      lines: file?.lines ?? null,
      bad: file?.bad ?? null,
      line: file?.line ?? null,
      byte: file?.byte ?? null,
      durationMs: beganMs === null ? null : this.#now() - beganMs,
    })
  }

  /** Pausing and going on are told by the settings, and by the package. */
  steering({ component, action, will }: Events['steering']): void {
    if (action === 'pause' || action === 'resume') return
    this.#add('steered', { component, message: will })
  }

  alert(alert: Alert | null): void {
    const before = this.#alert
    if (alert?.message === before?.alert.message) return
    this.#alert = alert === null ? null : { alert, atMs: this.#now() }
    if (alert !== null) this.#add('alert', { message: alert.message })
    else if (before !== null) this.#add('alert-over', { durationMs: this.#now() - before.atMs })
  }

  settings(now: Settings): void {
    const before = this.#settings
    this.#settings = now
    if (now.paused !== (before?.paused ?? false)) this.#pauseChanged(now.paused)
    const words = before === null ? null : paceWords(before, now)
    if (words !== null) this.#add('pace', { message: words })
  }

  #pauseChanged(paused: boolean): void {
    const since = this.#pausedAt
    this.#pausedAt = paused ? this.#now() : null
    if (paused) this.#add('paused', {})
    else this.#add('resumed', { durationMs: since === null ? null : this.#now() - since })
  }

  #add(kind: HistoryEventKind, facts: Facts): void {
    this.#record({ ...noFacts, ...facts, kind, atMs: this.#now() })
  }
}
