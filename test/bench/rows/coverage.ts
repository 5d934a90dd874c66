import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CoverageQuestion } from '#shared/flight/coverage'
import { openWriter } from '../../../src/main/database/connection/open'
import type { ReadMethods } from '../../../src/main/database/readMethods'
import { WorkerThread } from '../../../src/main/workers/workerThread'
import { copyPackages, findOutTimes } from '../../helpers/manyPackages'
import { ingest } from '../lib/downlink'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { median } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { standardPackage } from '../lib/standard'

const PACKAGES = 100_000
const LINES_EACH = 1_000
const DAY_US = 86_400_000_000
const goal: Goal = { must: 200, aim: 150, better: 'smaller', unit: 'ms' }

/** Asked as the window asks: of a reader's thread, until the answer is here. */
export const coverageRow: Row = {
  id: 'coverage',
  title: 'the coverage of a satellite with 100,000 packages',
  measure: async (bench) => {
    const folder = join(benchFolder, 'coverage')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    try {
      const database = join(folder, 'downlink.db')
      const { path, records, errors, definition } = await bench.data(standardPackage(LINES_EACH))
      await ingest({ paths: [path], database, files: 1, records, errors })
      const db = openWriter({ path: database })
      findOutTimes(db)
      copyPackages(db, 1, PACKAGES, DAY_US)
      db.close()
      process.stderr.write('Coverage\n')
      const first: number[] = []
      const zoomed: number[] = []
      for (let run = 0; run < bench.plan.runs; run += 1)
        await ask(database, definition.type, first, zoomed)
      return [
        judged('the first question of a new thread', median(first), goal, ''),
        judged('zoomed to 1 %', median(zoomed), goal, ''),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function ask(
  database: string,
  satelliteType: string,
  first: number[],
  zoomed: number[],
): Promise<void> {
  const thread = new WorkerThread<ReadMethods>({
    name: 'reader',
    entry: 'database',
    data: { path: database, role: 'reader' },
    youngGenerationMb: 4,
    onCrash: () => undefined,
  })
  const timed = async (window: CoverageQuestion['window'], found: number[]) => {
    const started = performance.now()
    const answer = await thread.call('flight:coverage', { satelliteType, window, columns: 1_000 })
    found.push(performance.now() - started)
    if (answer.packages !== PACKAGES) throw new Error(`it is of ${answer.packages} packages`)
    return answer
  }
  try {
    await thread.call('ready', undefined)
    const { whole } = await timed(null, first)
    if (whole === null) throw new Error('it has no time')
    const hundredth = (whole.toUs - whole.fromUs) / 100
    await timed({ fromUs: whole.fromUs, toUs: whole.fromUs + Math.floor(hundredth) }, zoomed)
  } finally {
    await thread.stop()
  }
}
