import { Command, Option } from 'commander'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { AfterImport, type SettingsPatch } from '#shared/settings'
import { listen } from '../../main/ingest/events'
import { startStation } from '../../main/ingest/station'
import type { Done } from '../done'
import { place } from '../place'
import { printable } from '../progressBar'
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
    .option('--once', 'import what is there and exit')
    .addOption(
      new Option('--after-import <what>', 'what happens to imported files').choices(
        AfterImport.options,
      ),
    )
    .option('--archive <path>', 'where archived files go')
    .option(
      '--quiet-ms <n>',
      'a file has arrived when it did not grow for so long',
      wholeNumber(100),
    )
    .option('--grace-ms <n>', 'how long an imported file must stay unchanged', wholeNumber(0))
    .action(async (folder: string | undefined, options: WatchOptions) => {
      const { dataFolder, databasePath, defaultIngestFolder } = place(options.db)
      const unlisten = sayWhatHappens()
      const station = await startStation({
        dataFolder,
        databasePath,
        defaultIngestFolder,
        overrides: overrides(folder, options),
      })
      const stopped = stopOnSignal(station, done)
      say(`Importing into ${databasePath}`)
      try {
        if (options.once === true) await station.idle()
        else await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
        if (!stopped()) done(0)
      } finally {
        await station.stop()
        unlisten()
      }
    })

function overrides(folder: string | undefined, options: WatchOptions): SettingsPatch {
  return {
    watching: true,
    ...(folder === undefined ? {} : { ingestFolder: resolve(folder) }),
    ...(options.afterImport === undefined ? {} : { afterImport: options.afterImport }),
    ...(options.archive === undefined ? {} : { archiveFolder: resolve(options.archive) }),
    ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
  }
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
      say(`${time()} #${fileId} ${name}: ${state}${reason === null ? '' : `, ${reason}`}`)
    }),
    listen('alert', (alert) => {
      if (alert !== null) say(`${time()} ${alert.message}`)
    }),
    listen('watcher', ({ state, folder, reason }) => {
      const now = `${state} ${folder ?? ''}${reason === null ? '' : `: ${reason}`}`
      if (now !== watcher) say(`${time()} ${now}`)
      watcher = now
    }),
  ]
  return () => {
    for (const end of unlisten) end()
  }
}
