import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { defaultSpec } from '../../fixtures/generator/packageText'
import { writePackage } from '../../fixtures/generator/writePackage'
import { ingest } from '../lib/downlink'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { medianProcessorSeconds, medianSeconds } from '../lib/race'
import { judged, type Row } from '../lib/row'
import { formatSeconds } from '../report/format'

const FILES = 1000
const LINES_EACH = 100
const goal: Goal = { must: 6, aim: 4, better: 'smaller', unit: 's' }

export const smallFilesRow: Row = {
  id: 'small-files',
  title: '1,000 small files of 100 lines at once',
  measure: async (bench) => {
    const packages = makePackages()
    const lines = FILES * LINES_EACH
    const [result] = await bench.race(
      'Small files',
      [
        {
          name: '1,000 files',
          lines,
          run: (folder) =>
            ingest({
              paths: [packages],
              database: join(folder, 'downlink.db'),
              files: FILES,
              records: lines,
              errors: 0,
            }),
        },
      ],
      bench.plan.runs,
    )
    if (result === undefined) throw new Error('there is one entrant')
    const processor = medianProcessorSeconds(result)
    const note = processor === null ? '' : `processor ${formatSeconds(processor)}`
    return [judged('1,000 files', medianSeconds(result), goal, result.failure ?? note)]
  },
}

/** No two of them alike, or they would be duplicates. Returns their folder. */
function makePackages(): string {
  const folder = join(benchFolder, 'data', 'small-files')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (let seed = 1; seed <= FILES; seed += 1) {
    const spec = { ...defaultSpec, size: { lines: LINES_EACH }, seed }
    writePackage(join(folder, `pass-${seed}.json`), spec)
  }
  return folder
}
