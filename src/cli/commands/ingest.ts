import { Command } from 'commander'
import { printable, printableJson } from '#shared/printable'
import { definitionFaultWords } from '#shared/telemetry/fault'
import { findFiles, type FoundFile } from '../../main/ingest/folders/findFiles'
import { DatabaseTroubleError } from '../../main/ingest/databaseService/databaseTrouble'
import { listen } from '../../main/ingest/events'
import { startStation, type Station } from '../../main/ingest/station'
import { isBrief } from '../brief'
import type { Done } from '../done'
import { Endings } from '../endings'
import { newDatabaseWords, place } from '../place'
import { ProgressBar } from '../progressBar'
import { toMoment } from '../usage'
import { failedReport, reportLine, reportOf, type IngestReport } from '../report'
import { stopOnSignal } from '../signals'

interface IngestOptions {
  readonly db?: string
  readonly json?: boolean
  readonly again?: boolean
  readonly type?: string
  readonly start?: number
}

export const ingestCommand = (done: Done): Command =>
  new Command('ingest')
    .description('Import files and exit. A killed import goes on from its checkpoint.')
    .argument('<file...>', 'packages, or folders of packages')
    .option('--db <path>', 'the database; made when it is missing')
    .option('--json', 'print one JSON object per file and line')
    .option('--again', 'import even what is already there')
    .option('--type <type>', 'what satellite type the files are of, where they do not say it')
    .option(
      '--start <time>',
      'the moment that their times count from, such as 2026-11-30T12:00:00Z',
      toMoment,
    )
    .action(async (files: string[], options: IngestOptions) => {
      const { dataFolder, databasePath } = place(options.db)
      const isNew = newDatabaseWords(options.db)
      const station = await startStation({
        dataFolder,
        databasePath,
        defaultIngestFolder: null,
        overrides: { watching: false, paused: false },
        recover: false,
        isBrief: isBrief(files),
      })
      if (isNew !== null) process.stderr.write(`downlink: ${printable(isNew)}\n`)
      const { faults } = station.status().definitions
      if (faults !== null) {
        process.stderr.write(`downlink: ${printable(definitionFaultWords(faults))}\n`)
      }
      const stop = stopOnSignal(station, done)
      try {
        const failed = await ingest(station, files, options)
        if (!stop.received()) done(failed ? 1 : 0)
      } catch (error) {
        // A station that stops refuses what is still asked of it.
        if (!stop.received()) throw error
      } finally {
        await station.stop()
      }
    })

/** Imports the files, telling of each as it ends; true when one of them failed. */
async function ingest(
  station: Station,
  files: readonly string[],
  options: IngestOptions,
): Promise<boolean> {
  const bar = new ProgressBar()
  const unlisten = [
    station.onStatus((status) => bar.draw(status)),
    listen('alert', (alert) => {
      bar.clear()
      process.stderr.write(`downlink: ${printable(alert?.message ?? 'Importing goes on.')}\n`)
    }),
  ]
  const told =
    options.type === undefined && options.start === undefined
      ? undefined
      : {
          type: options.type ?? null,
          startUs: options.start ?? null,
        }
  let failed = false
  const tell = (report: IngestReport, fileId: number | null = null, wasThere = false): void => {
    if (report.status !== 'complete' && report.status !== 'duplicate') failed = true
    bar.clear()
    const text = options.json
      ? printableJson(JSON.stringify(report))
      : printable(reportLine(report, fileId, wasThere))
    process.stdout.write(`${text}\n`)
  }
  const endings = new Endings(station, (given, ending) =>
    tell(reportOf(given, ending), ending.record.id, ending.wasThere),
  )
  const add = async (file: FoundFile): Promise<void> => {
    try {
      const enqueued = await station.addFile(file, 'cli', { again: options.again ?? false, told })
      await endings.expect(enqueued, file.given)
    } catch (error) {
      if (!(error instanceof DatabaseTroubleError)) throw error
      tell(failedReport(file.given, 'storage_error', error.message))
    }
  }
  const adding: Promise<void>[] = []
  try {
    // What is found while others are being decided about is decided about together.
    for (const given of files) {
      const found = await findFiles([given])
      for (const { path, reason } of found.refused) tell(failedReport(path, 'unreadable', reason))
      const added = found.files.map(add)
      // They are awaited at the end only.
      for (const one of added) one.catch(() => undefined)
      adding.push(...added)
    }
    await Promise.all(adding)
    await station.idle()
    await endings.allTold()
  } finally {
    endings.stop()
    for (const end of unlisten) end()
    bar.clear()
  }
  return failed
}
