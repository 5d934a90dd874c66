import { Command, Option } from 'commander'
import { resolve } from 'node:path'
import { AfterImport, Settings, type SettingsPatch } from '#shared/settings'
import { printable } from '#shared/printable'
import { listen } from '../../main/ingest/events'
import { startStation, type Station } from '../../main/ingest/station'
import type { Done } from '../done'
import { place } from '../place'
import { stopOnSignal } from '../signals'
import { wholeNumber } from '../usage'

interface WatchOptions {
  readonly db?: string
  readonly once?: boolean
  readonly afterImport?: AfterImport
  readonly archive?: string
  readonly quietMs?: number
  readonly graceMs?: number
}

export const watchCommand = (done: Done): Command =>
  new Command('watch')
    .description('Import every file that arrives in a folder, until stopped.')
    .argument('[folder]', 'the folder; the default ingest folder unless named')
    .option('--db <path>', 'the database; made when it is missing')
    .option('--once', 'import what is there and exit, with 1 when a file failed')
    .addOption(
      new Option('--after-import <what>', 'what happens to imported files').choices(
        AfterImport.options,
      ),
    )
    .option('--archive <path>', 'where archived files go')
    .option(
      '--quiet-ms <n>',
      'a file has arrived when it did not grow for so long',
      milliseconds('quietMs'),
    )
    .option(
      '--grace-ms <n>',
      'how long an imported file must stay unchanged',
      milliseconds('graceMs'),
    )
    .action(async (folder: string | undefined, options: WatchOptions) => {
      const { dataFolder, databasePath, defaultIngestFolder } = place(options.db)
      const unlisten = sayWhatHappens()
      const failures = new Failures()
      const station = await startStation({
        dataFolder,
        databasePath,
        defaultIngestFolder,
        overrides: overrides(folder, options),
      })
      const stop = stopOnSignal(station, done)
      say(`Importing into ${databasePath}`)
      try {
        if (options.once === true) await importOnce(station)
        else await stop.whenReceived
        if (!stop.received()) done(failures.any ? 1 : 0)
      } finally {
        await station.stop()
        failures.stop()
        unlisten()
      }
    })

/** The files that failed since this was made, and did not come through in a later try. */
class Failures {
  readonly #failed = new Set<number>()
  readonly stop = listen('file', ({ fileId, status }) => {
    if (status === 'failed') this.#failed.add(fileId)
    else this.#failed.delete(fileId)
  })

  get any(): boolean {
    return this.#failed.size > 0
  }
}

/** Throws with words when the folder could not be watched at all, or a file not be taken in. */
async function importOnce(station: Station): Promise<void> {
  await station.idle()
  const { state, reason } = station.status().watcher
  if (state === 'missing' || state === 'refused')
    throw new Error(reason ?? `the folder is ${state}`)
  const [refused] = station.refused()
  if (refused === undefined) return
  const [path, why] = refused
  const others = station.refused().size - 1
  const also = others === 0 ? '' : ` So it is with ${others} more.`
  throw new Error(`${path} was not imported: ${why}${also} Start again to import what is left.`)
}

function overrides(folder: string | undefined, options: WatchOptions): SettingsPatch {
  return {
    watching: true,
    paused: false,
    ...(folder === undefined ? {} : { ingestFolder: resolve(folder) }),
    ...(options.afterImport === undefined ? {} : { afterImport: options.afterImport }),
    ...(options.archive === undefined ? {} : { archiveFolder: resolve(options.archive) }),
    ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
  }
}

const milliseconds = (setting: 'quietMs' | 'graceMs'): ((text: string) => number) => {
  const { minValue, maxValue } = Settings.shape[setting]
  return wholeNumber(minValue ?? 0, maxValue ?? Number.MAX_SAFE_INTEGER)
}

function say(text: string): void {
  process.stdout.write(`${printable(text)}\n`)
}

/** The time of day in UTC. */
function time(): string {
  return new Date().toISOString().slice(11, 19)
}

/** One line for each thing that an operator would want to know. */
function sayWhatHappens(): () => void {
  let watcher = ''
  const unlisten = [
    listen('file', ({ fileId, name, status, detail }) => {
      say(`${time()} #${fileId} ${name}: ${status}${detail === null ? '' : `, ${detail}`}`)
    }),
    listen('source', ({ fileId, name, state, reason }) => {
      say(`${time()} #${fileId} ${name}: ${state}${reason === null ? '' : `: ${reason}`}`)
    }),
    listen('alert', (alert) => {
      say(`${time()} ${alert?.message ?? 'Importing goes on.'}`)
    }),
    listen('lost', ({ words }) => {
      say(`${time()} ${words ?? 'The database has all packages again whose files are gone.'}`)
    }),
    listen('watcher', ({ state, folder, reason }) => {
      if (state === 'off' || state === 'starting') return
      const now = `${state} ${folder ?? ''}${reason === null ? '' : `: ${reason}`}`
      if (now !== watcher) say(`${time()} ${now}`)
      watcher = now
    }),
  ]
  return () => {
    for (const end of unlisten) end()
  }
}
