import type { Alert, ComponentStatus, LiveFile, StationStatus, WatcherStatus } from '#shared/status'
import type { FileTotals } from '../../database/files/files'
import { listen, type FileProgress } from '../events'
import { OutcomeCounts } from './outcomes'
import { RateMeter } from './rates'

/** At most ten snapshots a second reach the window. */
const SNAPSHOT_MS = 100
/** Totals and sizes cost a query and some stats: this often while things change... */
const SLOW_MS = 1_000
/** ...and this soon after a file changed its status, so that no figure lags behind the list. */
const SOON_MS = 250
/** How long after the last chunk the throughput's history still moves. */
const FADING_MS = 62_000

export interface SlowFacts {
  readonly totals: FileTotals
  readonly storage: StationStatus['storage']
}

export interface StatusBoardDeps {
  readonly databasePath: string
  /** What must be asked for; called about once a second. */
  readonly slowFacts: () => Promise<SlowFacts>
  readonly now?: () => number
}

interface LiveEntry {
  progress: FileProgress
  readonly lines: RateMeter
  readonly bytes: RateMeter
}

/** Listens to what components announce and draws the station's status from it. */
export class StatusBoard {
  readonly #deps: StatusBoardDeps
  readonly #now: () => number
  readonly #components = new Map<string, ComponentStatus>()
  readonly #live = new Map<number, LiveEntry>()
  readonly #outcomes = new OutcomeCounts()
  readonly #lines = new RateMeter()
  readonly #bytes = new RateMeter()
  readonly #listeners = new Set<(status: StationStatus) => void>()
  readonly #unlisten: (() => void)[]
  readonly #timer: NodeJS.Timeout
  #watchers: readonly WatcherStatus[] = []
  #alert: Alert | null = null
  #lost: string | null = null
  #backup: StationStatus['backup'] = null
  #definitions: StationStatus['definitions'] = { faults: null, revision: 0 }
  #state: StationStatus['state'] = 'starting'
  #paused = false
  #draining = false
  #revision = 0
  #slow: SlowFacts
  #askedAt = 0
  #asking = false
  #outdated = false
  #dirty = true
  #sentAt = 0
  #movedAt = 0

  constructor(deps: StatusBoardDeps) {
    this.#deps = deps
    this.#now = deps.now ?? Date.now
    this.#slow = noFacts(deps.databasePath)
    this.#unlisten = [
      listen('component', ({ component, gone }) => {
        if (gone) this.#components.delete(component.id)
        else this.#components.set(component.id, component)
        this.#dirty = true
      }),
      listen('progress', (progress) => this.#onProgress(progress)),
      listen('chunk', (chunk) => {
        const now = this.#now()
        const entry = this.#live.get(chunk.fileId)
        const lines = chunk.imported + chunk.errors
        this.#movedAt = now
        for (const meter of [this.#lines, entry?.lines]) meter?.add(lines, now)
        for (const meter of [this.#bytes, entry?.bytes]) meter?.add(chunk.bytes, now)
        this.#dirty = true
      }),
      listen('file', (event) => {
        const { fileId, status } = event
        this.#outcomes.file(event, this.#live.get(fileId)?.progress)
        if (status !== 'processing') this.#live.delete(fileId)
        this.#changed()
      }),
      listen('returned', (event) => this.#outcomes.returned(event)),
      listen('source', () => this.#changed()),
      listen('mend', () => this.#changed()),
      listen('removal', () => this.#changed()),
      listen('watchers', (watchers) => {
        this.#watchers = watchers
        this.#dirty = true
      }),
      listen('lost', ({ words }) => {
        this.#lost = words
        this.#dirty = true
      }),
      listen('backup', ({ status }) => {
        this.#backup = status
        this.#dirty = true
      }),
      listen('types', ({ faults }) => {
        this.#definitions = { faults, revision: this.#definitions.revision + 1 }
        this.#dirty = true
      }),
      listen('alert', (alert) => {
        if (this.#alert?.message === alert?.message) return
        this.#alert = alert
        this.#dirty = true
      }),
    ]
    this.#timer = setInterval(() => this.#tick(), SNAPSHOT_MS)
  }

  set state(state: StationStatus['state']) {
    this.#state = state
    this.#dirty = true
  }

  set paused(paused: boolean) {
    this.#paused = paused
    this.#dirty = true
  }

  set draining(draining: boolean) {
    this.#draining = draining
    this.#dirty = true
  }

  /** Returns the function that ends the subscription. */
  onStatus(listener: (status: StationStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  snapshot(): StationStatus {
    const now = this.#now()
    const { counts, files, importedLines, errorLines } = this.#slow.totals
    return {
      at: now,
      state: this.#state,
      paused: this.#paused,
      draining: this.#draining,
      alert: this.#alert,
      lost: this.#lost,
      backup: this.#backup,
      definitions: this.#definitions,
      watchers: [...this.#watchers],
      counts,
      outcomes: this.#outcomes.outcomes,
      totals: { files, importedLines, errorLines },
      rate: {
        linesPerSecond: this.#lines.rate(now),
        bytesPerSecond: this.#bytes.rate(now),
        history: this.#lines.history(now),
      },
      active: [...this.#live.values()].map((entry) => liveFile(entry, now)),
      components: [...this.#components.values()],
      storage: this.#slow.storage,
      revision: this.#revision,
    }
  }

  /** Asks for totals and sizes now. */
  async refresh(): Promise<void> {
    this.#asking = true
    this.#outdated = false
    try {
      this.#slow = await this.#deps.slowFacts()
      this.#dirty = true
    } finally {
      this.#asking = false
      this.#askedAt = this.#now()
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    for (const unlisten of this.#unlisten) unlisten()
    this.#listeners.clear()
  }

  #onProgress(progress: FileProgress): void {
    const entry = this.#live.get(progress.fileId)
    if (entry === undefined) {
      this.#live.set(progress.fileId, {
        progress,
        lines: new RateMeter(),
        bytes: new RateMeter(),
      })
    } else {
      entry.progress = progress
    }
    this.#dirty = true
  }

  #changed(): void {
    this.#revision += 1
    this.#outdated = true
    this.#dirty = true
  }

  #tick(): void {
    const now = this.#now()
    if (!this.#asking && now - this.#askedAt >= (this.#outdated ? SOON_MS : SLOW_MS)) {
      const moving = this.#outdated || this.#live.size > 0
      if (moving) void this.refresh().catch(() => undefined)
    }
    // Rates fall back to zero after the last chunk although nothing is announced any more.
    const fading = now - this.#sentAt >= SLOW_MS && now - this.#movedAt <= FADING_MS
    if (!this.#dirty && !fading && this.#live.size === 0) return
    this.#dirty = false
    this.#sentAt = now
    const status = this.snapshot()
    for (const listener of this.#listeners) listener(status)
  }
}

function liveFile({ progress, lines, bytes }: LiveEntry, now: number): LiveFile {
  const { fileId, importedLines, errorLines, ...rest } = progress
  const bytesPerSecond = bytes.rate(now)
  const bytesLeft = progress.sizeBytes - progress.doneBytes
  return {
    id: fileId,
    ...rest,
    importedLines,
    errorLines,
    totalLines: importedLines + errorLines,
    linesPerSecond: lines.rate(now),
    secondsLeft: bytesPerSecond > 0 ? bytesLeft / bytesPerSecond : null,
  }
}

function noFacts(databasePath: string): SlowFacts {
  const counts: FileTotals['counts'] = {
    queued: 0,
    processing: 0,
    waiting: 0,
    paused: 0,
    complete: 0,
    failed: 0,
    cancelled: 0,
    duplicate: 0,
  }
  return {
    totals: { counts, files: 0, importedLines: 0, errorLines: 0 },
    storage: { databasePath, databaseBytes: 0, walBytes: 0, freeBytes: null },
  }
}
