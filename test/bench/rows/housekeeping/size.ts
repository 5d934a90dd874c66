import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { downlink } from '../../lib/downlink'
import type { Goal } from '../../lib/goal'
import { packageOf20 } from '../../lib/housekeeping/packages'
import { judged, type Row } from '../../lib/row'
import { inRunFolder } from '../../lib/runFolder'
import { describeSpec, formatMegabytes } from '../../report/format'

const goal: Goal = { must: 12, aim: 10.5, better: 'smaller', unit: 'B' }

/** The time of a record counts as none of its values, and what it takes is counted. */
export const sizeRow: Row = {
  id: 'channels-size',
  title: 'the database’s bytes a value, index and all else included',
  measure: async (bench) => {
    const spec = packageOf20(bench.plan.lines.small, 'csv')
    const data = await bench.data(spec)
    const bytes = await inRunFolder(async (folder) => {
      await downlink.run(data, folder, bench.plan.limitSeconds)
      return wholeBytes(join(folder, 'downlink.db'))
    })
    const values = data.records * spec.channels
    const note = `${formatMegabytes(bytes)} for ${formatMegabytes(data.bytes)} of text`
    return [judged(describeSpec(spec), bytes / values, goal, note)]
  },
}

/** A database's size with all in it that may still stand in its log. */
function wholeBytes(path: string): number {
  const db = new Database(path)
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
  return statSync(path).size
}
