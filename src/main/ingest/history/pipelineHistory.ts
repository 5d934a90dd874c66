import type { Settings } from '#shared/settings'
import { defaultSettings } from '#shared/usualSettings'
import type { Alert } from '#shared/status'
import type { HistoryBatch, Unsaved } from '../../database/history/save'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import { listen } from '../events'
import { EventRecorder } from './eventRecorder'
import { FilesAtWork } from './filesAtWork'
import type { Gauges } from './gauges'
import { Sampler } from './sampler'
import { UnsavedLog } from './unsavedLog'

const SECOND_MS = 1_000
/** What was recorded is saved this often... */
const SAVE_MS = 10_000
/** ...and this often while nothing goes on: so it is known until when the station ran. */
const QUIET_SAVE_MS = 60_000

export interface PipelineHistoryDeps {
  readonly registry: ComponentRegistry
  readonly parent: string
  readonly gauges: () => Gauges
  /** Stores a piece; what is rejected is kept and tried again. */
  readonly save: (batch: HistoryBatch) => Promise<void>
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number
}

/**
 * Remembers what the pipeline did: a sample each second, and what happened. It looks and listens;
 * nobody waits for it, and where it can't save nothing else suffers.
 */
export class PipelineHistory {
  readonly #deps: PipelineHistoryDeps
  readonly #now: () => number
  readonly #component: Registration
  readonly #files = new FilesAtWork()
  readonly #log = new UnsavedLog()
  readonly #sampler: Sampler
  readonly #recorder: EventRecorder
  readonly #unlisten: readonly (() => void)[]
  #timer: NodeJS.Timeout | undefined
  #settings: Settings = defaultSettings
  #alert: Alert | null = null
  #saving: Promise<void> | null = null
  #savedAt: number
  /** Something happened that a crash must not take away. */
  #isUrgent = true

  constructor(deps: PipelineHistoryDeps) {
    this.#deps = deps
    this.#now = deps.now ?? Date.now
    this.#savedAt = this.#now()
    this.#component = deps.registry.register('history', 'PipelineHistory', deps.parent)
    this.#component.update({ state: 'running', detail: 'a sample each second' })
    this.#sampler = new Sampler(this.#files, this.#now() / 1000, deps.gauges())
    const recorder = new EventRecorder(this.#files, this.#now, (event) => {
      this.#log.addEvent(event)
      if (event.kind !== 'file-began' && event.kind !== 'file-ended') this.#isUrgent = true
    })
    this.#recorder = recorder
    recorder.started()
    this.#unlisten = [
      listen('progress', (progress) => this.#files.progress(progress)),
      listen('chunk', ({ fileId, imported, errors, bytes, staged }) => {
        this.#sampler.stored(imported + errors, errors, bytes)
        this.#files.staged(fileId, staged)
      }),
      listen('file', (event) => {
        if (event.status === 'processing') this.#files.began(event.fileId, this.#now())
        recorder.file(event)
        if (event.status !== 'processing') this.#files.ended(event.fileId)
      }),
      listen('component', (event) => recorder.component(event)),
      listen('steering', (event) => recorder.steering(event)),
      listen('alert', (alert) => {
        this.#alert = alert
        recorder.alert(alert)
      }),
      listen('settings', (settings) => {
        this.#settings = settings
        recorder.settings(settings)
      }),
    ]
    this.#tickNextSecond()
  }

  /** What may not be in the database yet. */
  get unsaved(): Unsaved {
    const { samples, events } = this.#log
    return { samples, events }
  }

  /** Takes a sample of the time since the last one, and saves when it is time to. */
  tick(): void {
    const sample = this.#sampler.take(this.#now() / 1000, this.#deps.gauges(), this.#circumstances)
    if (sample !== null) this.#log.addSample(sample)
    // While an alert is up writing would fail, or hold up those who wait for the disk too.
    if (this.#saving === null && this.#alert === null && this.#isDue) this.#saving = this.#save()
  }

  /** Takes the last sample and saves everything. Never rejects. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    for (const unlisten of this.#unlisten) unlisten()
    const { gauges } = this.#deps
    const rest = this.#sampler.takeRest(this.#now() / 1000, gauges(), this.#circumstances)
    if (rest !== null) this.#log.addSample(rest)
    this.#recorder.stopped()
    await this.#saving
    await this.#save()
    this.#component.remove()
  }

  /** Just behind the border of a second, so that a sample is of that second and no other. */
  #tickNextSecond(): void {
    const wait = SECOND_MS - (Date.now() % SECOND_MS) + 2
    this.#timer = setTimeout(() => {
      this.#tickNextSecond()
      this.tick()
    }, wait)
    this.#timer.unref()
  }

  get #circumstances() {
    return { settings: this.#settings, alert: this.#alert?.code ?? null }
  }

  get #isDue(): boolean {
    const { samples, events } = this.#log
    if (this.#isUrgent) return true
    const isQuiet = events.length === 0 && samples.every(({ bytes }) => bytes === 0)
    return this.#now() - this.#savedAt >= (isQuiet ? QUIET_SAVE_MS : SAVE_MS)
  }

  async #save(): Promise<void> {
    const batch = this.unsaved
    this.#isUrgent = false
    this.#savedAt = this.#now()
    try {
      await this.#deps.save({ ...batch, now: Math.floor(this.#now() / 1000) })
      this.#log.saved(batch)
      this.#component.update({ state: 'running', detail: 'a sample each second' })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#component.update({
        state: 'waiting',
        detail: `could not be written, is tried again: ${message}`,
      })
    } finally {
      this.#saving = null
    }
  }
}
