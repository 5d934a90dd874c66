import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReaderMethods } from '../../../src/main/ingest/reader/readerMethods'
import { WorkerThread } from '../../../src/main/workers/workerThread'
import { warm } from '../lib/data'
import { benchFolder } from '../lib/folders'
import { lineShapes, reshape } from '../lib/lineShapes'
import { median } from '../lib/race'
import type { Finding, Row } from '../lib/row'
import { standardPackage } from '../lib/standard'

const CHUNK_LINES = 20_000

/** The reader's thread alone, from the first chunk asked for to the last one here. */
export const lineShapesRow: Row = {
  id: 'line-shapes',
  title: 'time of the reader alone, for lines of other shapes (against the first)',
  measure: async (bench) => {
    const { path, lines } = await bench.data(standardPackage(bench.plan.lines.small))
    const folder = join(benchFolder, 'shapes')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    try {
      process.stderr.write('Lines of several shapes\n')
      const pathOf = (index: number): string => join(folder, `${index}.json`)
      for (const [index, shape] of lineShapes.entries()) {
        await reshape(path, pathOf(index), shape)
      }
      const seconds: number[][] = lineShapes.map(() => [])
      for (let run = 0; run < bench.plan.runs; run += 1) {
        for (const [index, found] of seconds.entries()) {
          await warm(pathOf(index))
          found.push(await readAll(pathOf(index), lines))
        }
      }
      return findings(
        seconds.map((found) => median(found) ?? Number.NaN),
        lines,
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function findings(seconds: readonly number[], lines: number): Finding[] {
  const [plain = Number.NaN] = seconds
  return lineShapes.map(({ name }, index) => {
    const time = seconds[index] ?? Number.NaN
    const note = `${((time / lines) * 1e6).toFixed(2)} µs a line`
    return { label: name, figure: time / plain, goal: null, unit: 'ratio', note }
  })
}

/** Seconds. @throws {Error} when a line was not taken */
async function readAll(path: string, lines: number): Promise<number> {
  const thread = new WorkerThread<ReaderMethods>({
    name: 'reader',
    entry: 'reader',
    data: null,
    youngGenerationMb: 16,
    onCrash: () => undefined,
  })
  try {
    await thread.call('open', { path, resume: null, leavesCut: false })
    const started = performance.now()
    let records = 0
    for (let atEnd = false; !atEnd;) {
      const chunk = await thread.call('next', { maxLines: CHUNK_LINES })
      records += chunk.records.count
      atEnd = chunk.atEnd
    }
    const seconds = (performance.now() - started) / 1000
    if (records !== lines)
      throw new Error(`the reader took ${records} of ${lines} lines of ${path}`)
    return seconds
  } finally {
    await thread.stop()
  }
}
