import { join } from 'node:path'
import type { FileRecord, FileSource } from '#shared/files'
import { MOST_FOLDERS } from '#shared/folderBounds'
import type { FolderAnswer } from '#shared/folders'
import type { historyCalls } from '#shared/history/calls'
import type { AddResult, FileAction, InvokeOutput } from '#shared/ipc'
import type { ComponentAction } from '#shared/steering/actions'
import { keptSettings, usualEnd } from '#shared/keptSettings'
import type { Settings, SettingsPatch } from '#shared/settings'
import { patchSettings, watchedFolder } from '#shared/usualSettings'
import type { StationStatus } from '#shared/status'
import type { typeCalls } from '#shared/telemetry/calls'
import type { Told } from '#shared/telemetry/told'
import type { Answers, CheckedInput } from '../answers'
import type { Arrival } from '../database/files/admission'
import type { OpenOptions } from '../database/connection/open'
import type { DatabaseFacts } from '../database/facts'
import type { Question } from '../database/questions'
import { Alerts } from './alerts'
import { Backups } from './backups/backups'
import { findFiles } from './folders/findFiles'
import { undoAll, type Undo } from './components/undo'
import { takeDatabase } from './databaseService/takeDatabase'
import { announce } from './events'
import type { FileIdentity } from '../record/identity'
import { FlightExports } from './flight/flightExports'
import { foldersInRun, type WatchGiven } from './folders/foldersInRun'
import { archiveFolders, watchedFolderOf } from './folders/watchedFolderOf'
import { ErrorInbox } from './inbox/errorInbox'
import type { DatabaseThreads } from './databaseService/databaseService'
import type { ThreadQuestion } from './inbox/inboxMethods'
import { StationJobs } from './jobs/stationJobs'
import { startLog } from './log/log'
import { Pace } from './pace'
import type { Enqueued } from './parsers/admissions'
import { historyAnswers } from './history/historyAnswers'
import { Removals } from './removals/removals'
import { slowFacts } from './status/slowFacts'
import { StatusBoard } from './status/statusBoard'
import { Steering } from './steering/steering'
import { ROOT, TelemetrySupervisor } from './telemetrySupervisor'
import { typeAnswers } from './types/typeAnswers'

export interface StationOptions {
  readonly dataFolder: string
  readonly databasePath: string
  readonly defaultIngestFolder: string | null
  readonly nativeBinding?: string | undefined
  /** Settings that hold for this run alone and are not kept: a command line's. */
  readonly overrides?: SettingsPatch
  /** What is said of the watched folders, for this run alone. */
  readonly watch?: WatchGiven
  /** Whether a window asks questions while files go through. */
  readonly hasWindow?: boolean
  /** Whether all that it will import is stored before a thread for the database would have started. */
  readonly isBrief?: boolean
  /** False for a run that imports only what it is told and leaves other unfinished files alone. */
  readonly recover?: boolean
}

/** How somebody wants files to be taken in. */
export interface Asked {
  /** Import even what is there already. */
  readonly again?: boolean
  /** What they are, where they do not say it themselves. */
  readonly told?: Told | undefined
}

/** Most row ids that an answer to added paths carries. */
const MOST_IDS = 100

/** Calls that need more than the database to be answered. */
type OwnCall = keyof typeof historyCalls | keyof typeof typeCalls | ThreadQuestion

/** Calls that the station answers as they come. */
export type StationCall = Question | OwnCall

/**
 * The whole engine behind one object: what the window and the terminal talk to. All questions and
 * orders are answered in words for people when they fail.
 */
export class Station {
  /** The bad lines of all packages: to look through, mend, dismiss and export. */
  readonly inbox: ErrorInbox
  /** Writes telemetry to files. */
  readonly flight: FlightExports
  /** Long actions that are under way. */
  readonly jobs = new StationJobs()
  /** Takes packages out, brings them back and puts others in their place. */
  readonly removals: Removals
  readonly #answers: ReadonlyMap<string, (input: never) => Promise<unknown>>
  readonly #telemetry: TelemetrySupervisor
  readonly #board: StatusBoard
  readonly #pace: Pace
  readonly #undo: Undo
  readonly #backups: Backups
  readonly #steering: Steering
  readonly #settingsListeners = new Set<(settings: Settings) => void>()
  readonly #usualFolder: string | null
  #settings: Settings
  #stopped: Promise<void> | null = null

  private constructor(parts: {
    telemetry: TelemetrySupervisor
    database: OpenOptions
    board: StatusBoard
    pace: Pace
    settings: Settings
    usualFolder: string | null
    undo: Undo
    backups: Backups
  }) {
    this.#telemetry = parts.telemetry
    this.#board = parts.board
    this.#pace = parts.pace
    this.#settings = parts.settings
    this.#usualFolder = parts.usualFolder
    this.#undo = parts.undo
    this.#backups = parts.backups
    this.inbox = new ErrorInbox({
      database: parts.telemetry.database,
      options: parts.database,
      registry: parts.telemetry.registry,
      parent: ROOT,
      jobs: this.jobs.part(),
      archiveFolders: () => archiveFolders(this.#settings),
    })
    this.#undo.push(() => this.inbox.stop())
    this.#steering = new Steering({
      telemetry: parts.telemetry,
      inbox: this.inbox,
      status: () => this.status(),
      settings: () => this.#settings,
      pause: async (paused) => {
        await this.updateSettings({ paused })
      },
    })
    this.flight = new FlightExports(parts.database, this.jobs.part())
    const answers: Answers<OwnCall> = {
      ...historyAnswers(parts.telemetry.database, parts.telemetry.history),
      ...typeAnswers({
        database: parts.telemetry.database,
        types: parts.telemetry.types,
        parsers: () => parts.telemetry.parsers,
      }),
      ...this.inbox.answers,
    }
    this.#answers = new Map(Object.entries(answers))
    this.removals = new Removals({
      database: parts.telemetry.database,
      jobs: this.jobs.part(),
      parsers: () => parts.telemetry.parsers,
      onBroughtBack: (fileId) => parts.telemetry.considerSource(fileId),
    })
    this.#undo.push(() => this.jobs.stop())
  }

  /**
   * Starts the engine on a database. Throws DatabaseInUseError when another engine has it, and an
   * Error with words when it can't be opened; nothing is left running then.
   */
  static async start(options: StationOptions): Promise<Station> {
    const undo: Undo = []
    try {
      return await Station.#start(options, undo)
    } catch (error) {
      await undoAll(undo)
      throw error
    }
  }

  static async #start(options: StationOptions, undo: Undo): Promise<Station> {
    const { database, lock } = await takeDatabase(options)
    const backups = new Backups({ database })
    // What is copied is a moment of the past: nobody waits for it to have the database.
    undo.push(() => backups.ended())
    undo.push(() => lock.release())
    undo.push(startLog(join(options.dataFolder, 'logs')))
    const board = new StatusBoard({
      databasePath: database.path,
      slowFacts: () => slowFacts(telemetry.database, database.path),
    })
    undo.push(() => board.stop())
    const alerts = new Alerts()
    const telemetry: TelemetrySupervisor = await TelemetrySupervisor.start({
      database: { ...database, threads: threadsFor(options) },
      dataFolder: options.dataFolder,
      defaultIngestFolder: options.defaultIngestFolder,
      afterImportGiven: options.watch?.afterImport ?? null,
      canAsk: options.hasWindow ?? false,
      staysOn: options.recover ?? true,
      alerts,
      onDraining: (draining) => {
        board.draining = draining
      },
      onDrained: () => {
        // Where that can't be kept nothing more is begun all the same.
        station
          .updateSettings({ paused: true })
          .catch(({ message }: Error) => announce('fault', { message, stack: null }))
      },
      onDatabaseGivenUp: (error) => {
        board.state = 'failed'
        alerts.raise('place', {
          code: 'database_error',
          message: `The database keeps failing (${error.message}). Nothing more is imported. What is stored stays stored: quit and start again.`,
        })
      },
    })
    undo.push(() => telemetry.stop())
    lock.remember(await telemetry.database.write('lineage'))
    const usualFolder = options.defaultIngestFolder
    const stored = await telemetry.database.read('settings')
    const kept = await keptSettings(stored, usualFolder)
    const folders = await foldersInRun(kept.folders, usualEnd(stored), options.watch)
    const settings = patchSettings({ ...kept, folders }, options.overrides ?? {})
    const pace = new Pace(settings)
    telemetry.startChildren(settings, pace)
    announce('settings', settings)
    const station: Station = new Station({
      telemetry,
      database,
      board,
      pace,
      settings,
      usualFolder,
      undo,
      backups,
    })
    board.paused = settings.paused
    board.state = 'running'
    await board.refresh()
    if (options.recover !== false) await telemetry.recover()
    await telemetry.apply(settings)
    undo.push(() => backups.stop())
    if (options.recover !== false) backups.apply(settings)
    return station
  }

  status(): StationStatus {
    return this.#board.snapshot()
  }

  /** Snapshots, at most ten a second and only while something changes; returns the unsubscribe. */
  onStatus(listener: (status: StationStatus) => void): () => void {
    return this.#board.onStatus(listener)
  }

  onSettings(listener: (settings: Settings) => void): () => void {
    this.#settingsListeners.add(listener)
    return () => this.#settingsListeners.delete(listener)
  }

  /** Where an operator's own definitions lie. */
  get definitionsFolder(): string {
    return this.#telemetry.types.folder
  }

  settings(): Settings {
    return this.#settings
  }

  /** Keeps the settings and lets them take effect at once, while files go through. */
  async updateSettings(patch: SettingsPatch): Promise<Settings> {
    await this.#telemetry.database.write('updateSettings', patch)
    this.#settings = patchSettings(this.#settings, patch)
    this.#pace.set(this.#settings)
    // Whoever pauses or goes on has changed their mind about draining.
    if (patch.paused !== undefined) this.#telemetry.parsers.draining = false
    this.#board.paused = this.#settings.paused
    // Told at once: a watch may be long in ending, and whoever changes the next folder has to know.
    announce('settings', this.#settings)
    for (const listener of this.#settingsListeners) listener(this.#settings)
    this.#backups.apply(this.#settings)
    await this.#telemetry.apply(this.#settings)
    return this.#settings
  }

  /**
   * Watches another folder from now on: in place of one, or beside the others. The folder that is
   * watched as long as none was chosen gives way to the first one that is. Throws with words when
   * there are as many as there may be.
   */
  watchFolder(path: string, instead: string | null): Promise<Settings> {
    const { folders } = this.#settings
    const only = folders.length === 1 && folders[0]?.path === this.#usualFolder
    const former = instead ?? (only ? this.#usualFolder : null)
    if (former === null && folders.length === MOST_FOLDERS) {
      throw new Error(
        `No more than ${MOST_FOLDERS} folders are watched. Watch another one no more first.`,
      )
    }
    const others = folders.filter((folder) => folder.path !== path)
    const isSwapped = others.some((folder) => folder.path === former)
    return this.updateSettings({
      folders: isSwapped
        ? others.map((folder) => (folder.path === former ? { ...folder, path } : folder))
        : folders.length > others.length
          ? folders
          : [...folders, watchedFolder(path)],
    })
  }

  /** Brings files, and the files of folders, into the queue. Never throws for a single bad path. */
  async addPaths(
    paths: readonly string[],
    source: FileSource,
    options: Asked = {},
  ): Promise<AddResult> {
    const found = await findFiles(paths)
    const enqueued = await Promise.all(
      found.files.map((file) => this.addFile(file, source, options)),
    )
    await this.#board.refresh()
    return {
      added: enqueued.filter(({ queued }) => queued).length,
      known: enqueued.filter(({ queued }) => !queued).length,
      refused: found.refused.map(({ name, reason }) => ({ name, reason })),
      fileIds: enqueued.slice(0, MOST_IDS).map(({ fileId }) => fileId),
    }
  }

  /**
   * A file that the watcher takes came by it, whoever names it. One that it leaves alone lies there
   * for reasons of its own, and stays.
   */
  addFile(
    file: { path: string; identity: FileIdentity },
    source: FileSource,
    { again = false, told }: Asked = {},
  ): Promise<Enqueued> {
    const folder = this.#settings.watching ? watchedFolderOf(this.#settings, file.path) : null
    const by = folder !== null && this.#telemetry.takes(file.path) ? 'watch' : source
    const arrival: Arrival = {
      ...file,
      source: by,
      again,
      asked: true,
      folder,
      ...(told && { told }),
    }
    return this.#telemetry.parsers.add(arrival)
  }

  /** What becomes of the files that lay in a watched folder before. Throws with words. */
  answerFolder(folder: string, answer: FolderAnswer): Promise<void> {
    return this.#telemetry.answerFolder(folder, answer)
  }

  act(fileId: number, action: FileAction): Promise<void> {
    return this.#telemetry.parsers.act(fileId, action)
  }

  /** Does what the operator asks of a component. Throws an Error with words when it can't be done. */
  steer(id: string, action: ComponentAction): Promise<void> {
    return this.#steering.act(id, action)
  }

  /** Answers a call that changes nothing by itself, or what an operator does with types. */
  ask<C extends StationCall>(call: C, input: CheckedInput<C>): Promise<InvokeOutput<C>>
  ask(call: Question, input: never): Promise<unknown> {
    const own = this.#answers.get(call)
    return own === undefined ? this.#telemetry.database.ask(call, input) : own(input)
  }

  /** What the database is like, without anything of what was read of packages. */
  databaseFacts(): Promise<DatabaseFacts> {
    return this.#telemetry.database.read('facts')
  }

  /** Null when there is no such file. */
  file(fileId: number): Promise<FileRecord | null> {
    return this.ask('files:get', { fileId })
  }

  /** Resolves when no file arrives, waits or is being read, and no source waits for its end. */
  async idle(): Promise<void> {
    await this.#telemetry.idle()
  }

  /** Files of the watched folder that could not be taken into the queue, with the reasons. */
  refused(): ReadonlyMap<string, string> {
    return this.#telemetry.refused
  }

  /** Stops at the next chunk's border, closes the database and lets go of it. Safe to call twice. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop(): Promise<void> {
    this.#board.state = 'stopping'
    await undoAll(this.#undo)
  }
}

export const startStation = (options: StationOptions): Promise<Station> => Station.start(options)

function threadsFor({ hasWindow = false, isBrief = false }: StationOptions): DatabaseThreads {
  if (hasWindow) return 2
  return isBrief ? 0 : 1
}
