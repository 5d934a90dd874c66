import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AfterImport, FolderAnswer } from '#shared/folders'
import type { Settings } from '#shared/settings'
import { defaultSettings } from '#shared/usualSettings'
import { componentIds } from '#shared/steering/ids'
import type { Alerts } from './alerts'
import { undoAll, type Undo } from './components/undo'
import { ComponentRegistry, type Registration } from './components/componentRegistry'
import { DatabaseGuard } from './databaseService/databaseGuard'
import { DatabaseService, type DatabaseServiceOptions } from './databaseService/databaseService'
import { diskRoomDetail } from './databaseService/diskRoom'
import { MetFolders } from './folders/metFolders'
import { watchedFolderOf } from './folders/watchedFolderOf'
import { SizeWatch } from './history/gauges'
import { PipelineHistory } from './history/pipelineHistory'
import { listen } from './events'
import { PackageTimes } from './flight/packageTimes'
import { LostPackages } from './source/lostPackages'
import { OwnFiles } from './parsers/ownFiles'
import type { Pace } from './pace'
import { fingerprintNow } from './parsers/fileNow'
import { FileParsersSupervisor } from './parsers/fileParsersSupervisor'
import { ReaderThreads } from './reader/readerThreads'
import { Refusals } from './folders/refusals'
import { RemovalJournal } from './source/removalJournal'
import { SourceEnds } from './source/sourceEnds'
import { residentBytes } from './vitals/residentBytes'
import { SatelliteTypes } from './types/satelliteTypes'
import { Watching } from './folders/watching'

export interface TelemetryOptions {
  readonly database: DatabaseServiceOptions
  /** Everything else that the station keeps lies here: logs, the window's own state. */
  readonly dataFolder: string
  /** The ingest folder of a station that was never told another; made when it is missing. */
  readonly defaultIngestFolder: string | null
  /** What was said for files that lie in the watched folder already; null where nothing was. */
  readonly afterImportGiven: AfterImport | null
  /** Whether there is an operator who can be asked. */
  readonly canAsk: boolean
  /** Whether it goes on when all that it was told is done. */
  readonly staysOn: boolean
  readonly alerts: Alerts
  readonly onDatabaseGivenUp: (error: Error) => void
  readonly onDraining: (draining: boolean) => void
  /** All that was begun is finished; it goes on draining until it is told otherwise. */
  readonly onDrained: () => void
}

/** The root's id among the components. */
export const ROOT = componentIds.root
/** Within these an operator's patience and a system's shutdown are kept: five seconds in all. */
const DRAIN_MS = 2_000
const THREADS_MS = 500
const HISTORY_MS = 400
const CLOSE_MS = 1_500

/**
 * The root of the tree (one_for_one). The database comes first, because everything needs it; the
 * watcher comes last, because it brings work. They stop the other way round, so that nothing new
 * arrives while the rest drains.
 */
export class TelemetrySupervisor {
  readonly registry: ComponentRegistry
  readonly database: DatabaseService
  readonly #root: Registration
  readonly #options: TelemetryOptions
  readonly #readers: ReaderThreads
  readonly types: SatelliteTypes
  #settings: Settings = defaultSettings
  #children: Children | null = null
  #unlisten: () => void = () => undefined

  private constructor(
    options: TelemetryOptions,
    registry: ComponentRegistry,
    root: Registration,
    readers: ReaderThreads,
    database: DatabaseService,
    types: SatelliteTypes,
  ) {
    this.types = types
    this.#readers = readers
    this.#options = options
    this.registry = registry
    this.#root = root
    this.database = database
  }

  /** Throws an Error with words when the database can't be used. */
  static async start(options: TelemetryOptions): Promise<TelemetrySupervisor> {
    const registry = new ComponentRegistry()
    const root = registry.register(ROOT, 'TelemetrySupervisor', null)
    const readers = new ReaderThreads()
    const undo: Undo = [() => registry.stop(), () => readers.stop()]
    try {
      const database = await DatabaseService.start(options.database, registry, ROOT, {
        onGivenUp: options.onDatabaseGivenUp,
        onDamaged: (alert) => options.alerts.raise('damage', alert),
      })
      undo.push(() => database.stop())
      const types = await SatelliteTypes.start({
        dataFolder: options.dataFolder,
        watches: options.staysOn,
        onChange: async (inUse) => {
          readers.know(inUse.map(({ definition }) => definition))
          await database.write('renewDefinitions', { inUse })
        },
      })
      return new TelemetrySupervisor(options, registry, root, readers, database, types)
    } catch (error) {
      // A thread that is left keeps the process alive.
      await undoAll(undo)
      throw error
    }
  }

  get parsers(): FileParsersSupervisor {
    return this.#started.parsers
  }

  get history(): PipelineHistory {
    return this.#started.history
  }

  get sources(): SourceEnds {
    return this.#started.sources
  }

  get watching(): Watching {
    return this.#started.watching
  }

  /** Starts everything that needs the settings, which the database holds. */
  startChildren(settings: Settings, pace: Pace): void {
    this.#settings = settings
    const { alerts } = this.#options
    alerts.detail = diskRoomDetail(this.database)
    const guard = new DatabaseGuard({
      path: this.#options.database.path,
      alerts,
      opened: () => this.database.write('places'),
      restarts: () => this.registry.find(componentIds.writer)?.restarts ?? 0,
      onChange: (gone) => {
        pace.hold(gone)
        parsers.paceChanged()
      },
    })
    const journal = new RemovalJournal(this.#options.database.path)
    const lost = new LostPackages({
      journal,
      missingOf: (former) => this.database.read('missingPackages', { former }),
    })
    const sources = new SourceEnds({
      database: this.database,
      guard,
      journal,
      registry: this.registry,
      parent: ROOT,
      settings,
      fingerprintOf: (path, signal) => fingerprintNow(path, this.#readers, signal),
      onStays: (path, identity) => watching.acknowledge(path, identity),
      onGone: (path) => watching.forget(path),
    })
    const parsers = new FileParsersSupervisor(
      {
        database: this.database,
        alerts,
        registry: this.registry,
        readers: this.#readers,
        types: this.types,
        pace,
        ownFiles: new OwnFiles(this.#options.database.path),
        onDraining: this.#options.onDraining,
        onDrained: this.#options.onDrained,
        onEnded: ({ id, path, source }, identity) => {
          // It may have been replaced while it was being read.
          if (identity === null) watching.forget(path)
          else watching.lookAgain(path, identity)
          if (source === 'watch') sources.consider(id)
        },
      },
      settings,
    )
    const refusals = new Refusals(alerts, (path) => watching.forget(path))
    const watching = new Watching({
      met: ({ subfolders }) =>
        new MetFolders({
          database: this.database,
          subfolders,
          given: this.#options.afterImportGiven,
          canAsk: this.#options.canAsk,
          isAsked: (folderId) => watching.asks(folderId),
        }),
      registry: this.registry,
      defaultFolder: this.#options.defaultIngestFolder,
      places: {
        dataFolder: this.#options.dataFolder,
        databasePath: this.#options.database.path,
      },
      onArrived: ({ path, identity }) => {
        const isInHand = sources.tellWhenOver(path, (known) => {
          if (known === null) watching.forget(path)
          else watching.lookAgain(path, known)
        })
        if (isInHand) return
        const folder = watchedFolderOf(this.#settings, path)
        parsers.add({ path, source: 'watch', identity, again: false, folder }).then(
          () => refusals.isOver(path),
          (error: unknown) => refusals.add(path, error),
        )
      },
    })
    const wal = new SizeWatch(`${this.#options.database.path}-wal`)
    const history = new PipelineHistory({
      registry: this.registry,
      parent: ROOT,
      gauges: () => ({
        ...parsers.depth,
        writerMs: this.database.writerBusyMs,
        readersMs: this.#readers.busyMs,
        memoryBytes: residentBytes(),
        walBytes: wal.bytes,
      }),
      save: (batch) => this.database.write('saveHistory', batch),
    })
    const times = new PackageTimes({ database: this.database, isBusy: () => !parsers.isIdle })
    this.#children = { parsers, sources, watching, guard, refusals, history, times, lost }
    this.#root.measure(() => ({ memoryBytes: residentBytes() }))
    const detail = basename(this.#options.database.path)
    this.#root.update({ state: 'running', detail })
    this.#unlisten = listen('alert', (alert) =>
      this.#root.update(
        alert === null ? { state: 'running', detail } : { state: 'waiting', detail: alert.message },
      ),
    )
  }

  /** Takes up what an earlier run left: removals half done, files half read. */
  async recover(): Promise<void> {
    await this.#started.sources.settleAll()
    await this.#started.parsers.recover()
    void this.#started.lost.look()
    // A terminal leaves what was stored before to the window, which shows it.
    if (this.#options.database.threads === 2) this.#started.times.look()
  }

  async apply(settings: Settings): Promise<void> {
    this.#settings = settings
    const { parsers, sources, watching } = this.#started
    parsers.apply(settings)
    parsers.paceChanged()
    sources.apply(settings)
    await watching.apply(settings)
  }

  /** The source of a package that was brought back meets its end after all. */
  considerSource(fileId: number): void {
    this.#started.sources.consider(fileId)
  }

  /** What becomes of the files that lay in a watched folder. Throws with words when nobody asks. */
  answerFolder(folder: string, answer: FolderAnswer): Promise<void> {
    return this.#started.watching.answer(folder, answer)
  }

  /** Whether a file at this path comes by a watched folder. */
  takes(path: string): boolean {
    return this.#started.watching.takes(path)
  }

  /** Resolves when no file arrives, waits or is being read, and no source waits for its end. */
  async idle(): Promise<void> {
    const { parsers, sources, watching } = this.#started
    do {
      await watching.settled()
      await parsers.idle()
      await sources.idle()
      // What came while the last source waited for its end counts too.
    } while (!watching.isSettled || !parsers.isIdle)
  }

  /** Files of the watched folder that could not be taken into the queue, with the reasons. */
  get refused(): ReadonlyMap<string, string> {
    return this.#started.refusals.reasons
  }

  /**
   * Ends everything within a few seconds, as far as it can be ended: what waits for a disk or a
   * drive that does not answer is left to the end of the process. Nothing is lost by that.
   */
  async stop(): Promise<void> {
    const drained = this.#children === null ? Promise.resolve() : drain(this.#children)
    if (!(await endsWithin(DRAIN_MS, drained))) {
      // A reader that works on one huge line would take long; one whose disk is dead never ends.
      void this.#readers.stop()
      await endsWithin(THREADS_MS, drained)
    }
    await endsWithin(THREADS_MS, this.#readers.stop())
    if (this.#children !== null) await endsWithin(HISTORY_MS, this.#children.history.stop())
    await endsWithin(CLOSE_MS, this.database.stop())
    this.#unlisten()
    await this.types.stop()
    this.registry.stop()
    this.#root.remove()
  }

  get #started(): Children {
    if (this.#children === null) throw new Error('the station is not started yet')
    return this.#children
  }
}

async function drain(children: Children): Promise<void> {
  const { parsers, sources, watching, guard, refusals, times, lost } = children
  guard.stop()
  lost.stop()
  times.stop()
  refusals.stop()
  await watching.stop()
  await sources.stop()
  await parsers.stop()
}

/** True when the work ended in time. Rejects with it when it fails in time. */
async function endsWithin(ms: number, work: Promise<void>): Promise<boolean> {
  const late = new AbortController()
  const inTime = work.then(() => true)
  try {
    return await Promise.race([inTime, sleep(ms, false, { signal: late.signal })])
  } finally {
    late.abort()
    inTime.catch(() => undefined)
  }
}

interface Children {
  readonly parsers: FileParsersSupervisor
  readonly sources: SourceEnds
  readonly watching: Watching
  readonly guard: DatabaseGuard
  readonly refusals: Refusals
  readonly history: PipelineHistory
  readonly times: PackageTimes
  readonly lost: LostPackages
}
