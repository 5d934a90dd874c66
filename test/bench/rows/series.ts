import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadMethods } from '../../../src/main/database/readMethods'
import { WorkerThread } from '../../../src/main/workers/workerThread'
import { channelNames } from '../../helpers/satellites/definition'
import type { Series, SeriesQuestion } from '../../../src/shared/flight/series'
import { ingest } from '../lib/downlink'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { median } from '../lib/race'
import { judged, type Finding, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'
import { formatLines } from '../report/format'

const goal: Goal = { must: 50, aim: 20, better: 'smaller', unit: 'ms' }
/** How often one thread is asked the same. */
const TIMES = 9

/** Asked as the window asks: of a reader thread, until its arrays are here. */
export const seriesRow: Row = {
  id: 'series',
  title: 'min/max/mean series in 2,000 buckets, one file',
  measure: async (bench) => {
    const { large, small } = bench.plan.lines
    const { path, lines, records, errors } = await bench.data(standardPackage(large ?? small))
    const folder = join(benchFolder, 'series')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    try {
      const database = join(folder, 'downlink.db')
      await ingest({ paths: [path], database, files: 1, records, errors })
      process.stderr.write(`Series of ${formatLines(lines)} records\n`)
      const times: Times = { first: [], one: [], four: [], zoomed: [] }
      for (let run = 0; run < bench.plan.runs; run += 1) await askAll(database, records, times)
      return findings(times, lines, large === null ? 'the large package is left out' : '')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Milliseconds of each asking. */
type Times = Record<'first' | 'one' | 'four' | 'zoomed', number[]>

function findings(times: Times, lines: number, note: string): Finding[] {
  const told = (label: string, milliseconds: readonly number[]): Finding => {
    return { label, figure: median(milliseconds), goal: null, unit: goal.unit, note: '' }
  }
  return [
    judged(`${formatLines(lines)} records, one channel`, median(times.one), goal, note),
    told('all four channels', times.four),
    told('one channel, zoomed to 1 %', times.zoomed),
    told('one channel, the first question of a new thread', times.first),
  ]
}

async function askAll(database: string, records: number, times: Times): Promise<void> {
  const thread = new WorkerThread<ReadMethods>({
    name: 'reader',
    entry: 'database',
    data: { path: database, role: 'reader' },
    youngGenerationMb: 4,
    onCrash: () => undefined,
  })
  const ask = async (question: SeriesQuestion, found: number[]): Promise<Series> => {
    const started = performance.now()
    const series = await thread.call('flight:series', question)
    found.push(performance.now() - started)
    return series
  }
  const one: SeriesQuestion = {
    scope: { kind: 'file', fileId: 1 },
    channels: ['velocity'],
    window: null,
    buckets: 2_000,
  }
  try {
    await thread.call('ready', undefined)
    const whole = await ask(one, times.first)
    expectCount(whole, records)
    const wholeUs = whole.bucketUs * whole.count.length
    const fromUs = whole.fromUs + Math.floor(wholeUs / 2)
    const window = { fromUs, toUs: fromUs + Math.floor(wholeUs / 100) }
    for (let time = 0; time < TIMES; time += 1) {
      await ask(one, times.one)
      await ask({ ...one, channels: channelNames }, times.four)
      expectCount(await ask({ ...one, window }, times.zoomed), records / 100)
    }
  } finally {
    await thread.stop()
  }
}

/** @throws {Error} when the answer is not about so many records, to one in a hundred */
function expectCount({ count }: Series, records: number): void {
  const found = count.reduce((sum, inBucket) => sum + inBucket, 0)
  if (Math.abs(found - records) <= records / 100) return
  throw new Error(`the series is of ${Math.round(found)} records and should be of ${records}`)
}
