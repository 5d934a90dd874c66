import { Command, Option } from 'commander'
import { resolve } from 'node:path'
import type { BackupTimes } from '#shared/backups'
import { AfterImport, Site } from '#shared/folders'
import { afterImportWords } from '#shared/folderWords'
import { Settings, type SettingsPatch } from '#shared/settings'
import { Name } from '#shared/telemetry/texts'
import { listen } from '../../main/ingest/events'
import type { WatchGiven } from '../../main/ingest/folders/foldersInRun'
import { startStation, type Station } from '../../main/ingest/station'
import { isHindrance } from '../../main/ingest/watcher/eligible'
import type { Done } from '../done'
import { newDatabaseWords, place } from '../place'
import { lookAtOwnFile } from '../replaced'
import { stopOnSignal } from '../signals'
import { say, sayWhatHappens } from '../watchLog'
import { shaped, wholeNumber } from '../usage'
import { toBackupTimes } from '../backupTimes'

interface WatchOptions {
  readonly db?: string
  readonly once?: boolean
  readonly afterImport?: AfterImport
  readonly type?: string
  readonly site?: string
  readonly subfolders?: boolean
  readonly archive?: string
  readonly quietMs?: number
  readonly graceMs?: number
  readonly cutWaitMs?: number
  readonly backupTo?: string
  readonly backupAt?: BackupTimes
  readonly backupsKept?: number
}

export const watchCommand = (done: Done): Command =>
  new Command('watch')
    .description('Import every file that arrives in a folder, until stopped.')
    .argument('[folder]', 'the folder; all that are set in the window unless named')
    .option('--db <path>', 'the database; made when it is missing')
    .option(
      '--once',
      'import what is there and exit, with 1 when a file failed; no backup is made by plan',
    )
    .addOption(
      new Option(
        '--after-import <what>',
        'what happens to imported files; without it, those that lay there before the folder was first watched stay',
      ).choices(AfterImport.options),
    )
    .option('--type <type>', 'the satellite type of all that comes there', shaped(Name))
    .option('--site <name>', 'the ground station whose packages come there', shaped(Site))
    .option('--subfolders', 'import what is in its subfolders, too')
    .option('--archive <path>', 'where archived files go')
    .option(
      '--quiet-ms <n>',
      'a file has arrived when it did not grow for so long',
      within('quietMs'),
    )
    .option('--grace-ms <n>', 'how long an imported file must stay unchanged', within('graceMs'))
    .option(
      '--cut-wait-ms <n>',
      'how long a file whose last line is cut waits for the rest; 0 with --once',
      within('cutWaitMs'),
    )
    .option('--backup-to <folder>', 'where backups of the database are made by plan')
    .option(
      '--backup-at <times>',
      'when they are made: 02:00, "sunday 02:00", or 6h for every six hours',
      toBackupTimes,
    )
    .option('--backups-kept <n>', 'how many of them stay', within('backupsKept'))
    .action(async (folder: string | undefined, options: WatchOptions) => {
      const { dataFolder, databasePath, defaultIngestFolder } = place(options.db)
      const isNew = newDatabaseWords(options.db)
      const unlisten = sayWhatHappens()
      const failures = new Failures()
      const station = await startStation({
        dataFolder,
        databasePath,
        defaultIngestFolder,
        overrides: overrides(options),
        watch: given(folder, options),
      })
      if (isNew !== null) say(isNew)
      const stop = stopOnSignal(station, done)
      const replaced = lookAtOwnFile()
      for (const { path, afterImport } of station.settings().folders) {
        say(`Importing from ${path} into ${databasePath}. ${afterImportWords(afterImport)}`)
      }
      try {
        if (options.once === true) await importOnce(station)
        else await Promise.race([stop.whenReceived, replaced.whenReplaced.then(endReplaced)])
        if (!stop.received()) done(failures.any || hasUntakeable(station) ? 1 : 0)
      } finally {
        replaced.stop()
        await station.stop()
        failures.stop()
        unlisten()
      }
    })

/** Whoever keeps it running, such as systemd, starts what is there now. */
function endReplaced(): never {
  throw new Error(
    'It was upgraded or removed while it ran, and ended. Start it again: files go on from where they were.',
  )
}

/**
 * The files that failed since this was made and did not come through in a later try, and those that
 * failed in an earlier run and are held since.
 */
class Failures {
  readonly #failed = new Set<number>()
  readonly #unlisten = (['file', 'held'] as const).map((event) =>
    listen(event, ({ fileId, status }) => {
      if (status === 'failed') this.#failed.add(fileId)
      else this.#failed.delete(fileId)
    }),
  )

  get any(): boolean {
    return this.#failed.size > 0
  }

  stop(): void {
    for (const end of this.#unlisten) end()
  }
}

/** Whether a file lies there that nobody meant to be left alone, and that can't be taken as it is. */
function hasUntakeable(station: Station): boolean {
  return station
    .status()
    .watchers.some(({ ignored }) => ignored.some(({ reason }) => isHindrance(reason)))
}

/** Throws with words when a folder could not be watched at all, or a file not be taken in. */
async function importOnce(station: Station): Promise<void> {
  await station.idle()
  for (const { state, reason } of station.status().watchers) {
    if (state === 'missing' || state === 'refused') {
      throw new Error(reason ?? `the folder is ${state}`)
    }
  }
  const [refused] = station.refused()
  if (refused === undefined) return
  const [path, why] = refused
  const others = station.refused().size - 1
  const also = others === 0 ? '' : ` So it is with ${others} more.`
  throw new Error(`${path} was not imported: ${why}${also} Start again to import what is left.`)
}

function given(folder: string | undefined, options: WatchOptions): WatchGiven {
  const { afterImport, subfolders, type, site } = options
  return {
    ...(folder !== undefined && { path: resolve(folder) }),
    ...(afterImport !== undefined && { afterImport }),
    ...(subfolders !== undefined && { subfolders }),
    ...(type !== undefined && { type }),
    ...(site !== undefined && { site }),
  }
}

function overrides(options: WatchOptions): SettingsPatch {
  return {
    watching: true,
    paused: false,
    ...(options.archive === undefined ? {} : { archiveFolder: resolve(options.archive) }),
    ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
    ...(options.backupTo === undefined ? {} : { backupFolder: resolve(options.backupTo) }),
    ...(options.backupAt === undefined ? {} : { backupTimes: options.backupAt }),
    ...(options.backupsKept === undefined ? {} : { backupsKept: options.backupsKept }),
    // Whoever wants what is there now does not wait for what may come, nor for a backup.
    ...(options.once === true ? { cutWaitMs: 0, backupFolder: null } : {}),
    ...(options.cutWaitMs === undefined ? {} : { cutWaitMs: options.cutWaitMs }),
  }
}

function within(
  setting: 'quietMs' | 'graceMs' | 'cutWaitMs' | 'backupsKept',
): (text: string) => number {
  const { minValue, maxValue } = Settings.shape[setting]
  return wholeNumber(minValue ?? 0, maxValue ?? Number.MAX_SAFE_INTEGER)
}
