import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remakeRollups } from '../../../src/main/database/rollups/remakeRollups'
import { recordedSpan } from '../../../src/main/database/rollups/rollups'
import { lineId } from '../../../src/main/database/lines/lineId'
import { fuzzed } from '../../helpers/fuzz'
import { blocksIn, expectRollupOfRecords, storedRollup } from '../../helpers/rollups'
import { rowsOf, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

const LINES = 3_000

/** Lines that become records, or are none any more, in the order in which that happens. */
const changes = fc.array(
  fc.record({
    becomes: fc.boolean(),
    lines: fc.uniqueArray(fc.integer({ min: 2, max: LINES + 1 }), { minLength: 1, maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 6 },
)

describe('a rollup whose records change', () => {
  it('is that of the records that are left', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(100, 300, 20_000), fc.nat(3), (steps, chunk, bad) => {
        const { db, store } = newStore()
        const isBad = [
          () => false,
          (i: number) => i % 3 > 0,
          (i: number) => i < 900,
          (i: number) => i > 5,
        ][bad]
        const fileId = store(rowsOf({ count: LINES, ...(isBad && { isBad }) }), chunk)
        const insert = db.prepare(
          `INSERT OR IGNORE INTO records VALUES (?, ?, ?, 1, 2, 3, '{"instrument1":"mended"}')`,
        )
        const remove = db.prepare('DELETE FROM records WHERE id = ?')
        for (const { becomes, lines } of steps) {
          for (const line of lines) {
            const id = lineId(fileId, line)
            if (becomes) insert.run(id, BigInt(START + line * STEP), line / 7)
            else remove.run(id)
          }
          remakeRollups(
            db,
            fileId,
            lines.toSorted((a, b) => a - b),
          )
          expectRollupOfRecords(db, fileId)
        }
        const records = blocksIn(storedRollup(db, fileId)).reduce(
          (sum, { count }) => sum + count,
          0,
        )
        expect(records).toBe(
          db.prepare('SELECT sum(records) FROM status_rollups').pluck().get() ?? 0,
        )
      }),
      { numRuns: fuzzed(25) },
    )
  })

  it('is none when no record is left', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 5 }))
    db.prepare('DELETE FROM records').run()
    remakeRollups(db, fileId, [2, 3, 4, 5, 6])
    expectRollupOfRecords(db, fileId)
    expect(recordedSpan(db, [fileId])).toBeNull()
  })
})
