import { Command } from 'commander'
import { findFiles } from '../../main/ingest/arrivals'
import { listen } from '../../main/ingest/events'
import { startStation, type Station } from '../../main/ingest/station'
import type { Done } from '../done'
import { place } from '../place'
import { printable, ProgressBar } from '../progressBar'
import { reportLine, reportOf, unreadableReport, type IngestReport } from '../report'
import { stopOnSignal } from '../signals'

interface IngestOptions {
  readonly db?: string
  readonly json?: boolean
  readonly again?: boolean
}

export const ingestCommand = (done: Done): Command =>
  new Command('ingest')
    .description('Import files and exit. A killed import goes on from its checkpoint.')
    .argument('<file...>', 'packages, or folders of packages')
    .option('--db <path>', 'the database; made when it is missing')
    .option('--json', 'print one JSON object per file and line')
    .option('--again', 'import even what is already there')
    .action(async (files: string[], options: IngestOptions) => {
      const { dataFolder, databasePath } = place(options.db)
      const station = await startStation({
        dataFolder,
        databasePath,
        defaultIngestFolder: null,
        overrides: { watching: false, paused: false },
        recover: false,
      })
      const stopped = stopOnSignal(station, done)
      try {
        const failed = await ingest(station, files, options)
        if (!stopped()) done(failed ? 1 : 0)
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
  const unlisten = station.onStatus((status) => bar.draw(status))
  let failed = false
  const tell = (report: IngestReport, duplicateOf: number | null): void => {
    if (report.status === 'failed') failed = true
    bar.clear()
    const text = options.json ? JSON.stringify(report) : printable(reportLine(report, duplicateOf))
    process.stdout.write(`${text}\n`)
  }
  const ended = endings(station, (path, record) => tell(reportOf(path, record), record.duplicateOf))
  try {
    for (const given of files) {
      const found = await findFiles([given])
      for (const { path, reason } of found.refused) tell(unreadableReport(path, reason), null)
      for (const file of found.files) {
        const { fileId, queued } = await station.addFile(file, 'cli', options.again ?? false)
        ended.expect(fileId, file.given)
        if (!queued) ended.over(fileId)
      }
    }
    await station.idle()
    await ended.all()
  } finally {
    ended.stop()
    unlisten()
    bar.clear()
  }
  return failed
}

/** Calls back with the row of each expected file once its run is over. */
function endings(
  station: Station,
  onEnded: (path: string, record: NonNullable<Awaited<ReturnType<Station['file']>>>) => void,
) {
  const expected = new Map<number, string>()
  const told = new Set<Promise<void>>()
  const tell = async (fileId: number, path: string): Promise<void> => {
    const record = await station.file(fileId)
    if (record !== null) onEnded(path, record)
  }
  const over = (fileId: number): void => {
    const path = expected.get(fileId)
    if (path === undefined) return
    expected.delete(fileId)
    told.add(tell(fileId, path))
  }
  const early = new Set<number>()
  const stop = listen('file', ({ fileId, status }) => {
    if (status === 'queued' || status === 'processing') return
    if (expected.has(fileId)) over(fileId)
    else early.add(fileId)
  })
  return {
    expect: (fileId: number, path: string): void => {
      expected.set(fileId, path)
      if (early.delete(fileId)) over(fileId)
    },
    over,
    all: async (): Promise<void> => {
      await Promise.all(told)
    },
    stop,
  }
}
