import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { coverageIndex } from '../../../src/main/database/flight/coverageIndex'
import { health } from '../../../src/main/database/flight/health'
import { series } from '../../../src/main/database/flight/series'
import { statuses } from '../../../src/main/database/flight/statuses'
import type { WriteDb } from '../../../src/main/database/handles'
import { lineId } from '../../../src/main/database/lines/lineId'
import { measureNow } from '../../../src/main/database/packageTimes/measure'
import { storedTime } from '../../../src/main/database/packageTimes/rows'
import { TimeKeeper } from '../../../src/main/database/packageTimes/timeKeeper'
import { remakeRollups } from '../../../src/main/database/rollups/remakeRollups'
import { FEW, rowsOf, shapes, shuffledTimes, START } from '../../helpers/shapes'
import { afterTest } from '../../helpers/afterTest'
import { newStore } from '../../helpers/storeRecords'

const HOUR = 3_600_000_000
const TENTH = 100_000
const HOURS = 4_000
const RECORDS = 5 * HOURS

/** Five records in 0.4 s, once an hour: a block of 256 lines has 51 bursts. */
const beacon = (i: number): number => START + Math.floor(i / 5) * HOUR + (i % 5) * TENTH
const hoursBetween = Array.from({ length: HOURS - 1 }, (_, i) => ({
  fromUs: START + i * HOUR + 4 * TENTH,
  toUs: START + (i + 1) * HOUR,
}))

/** The same records in lines of every order. */
const orders: Record<string, (i: number) => number> = {
  'oldest first': (i) => i,
  'newest first': (i) => RECORDS - 1 - i,
  'in no order': (i) => (i * 7_919) % RECORDS,
  'passes in no order': (i) => ((Math.floor(i / 100) * 37) % (RECORDS / 100)) * 100 + (i % 100),
}

/** Too many records to read them all, with three gaps in each block. */
const passes = (i: number): number =>
  START + i * TENTH + Math.floor(i / 80) * 60_000_000 + Math.floor(i / 40_000) * 50 * HOUR

const pairs = ({ fromUs, toUs }: { fromUs: Float64Array; toUs: Float64Array }) =>
  Array.from(fromUs, (from, i) => ({ fromUs: from, toUs: toUs[i] ?? NaN }))

describe('five records in 0.4 s, once an hour', () => {
  it.each(Object.entries(orders))('have their hours as gaps in every view, %s', (_, order) => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: RECORDS, time: (i) => beacon(order(i)) }))
    const time = health(db, fileId)?.time
    expect(time).toMatchObject({ stepUs: TENTH, gapUs: 10 * TENTH, gaps: HOURS - 1 })
    expect(time?.gapTotalUs).toBe((HOURS - 1) * (HOUR - 4 * TENTH))
    expect(pairs(coverageIndex(db, 'jackal_mk1').gaps)).toEqual(hoursBetween)
    for (const buckets of [20, 500, 8_000]) {
      const seen = series(db, {
        scope: { kind: 'file', fileId },
        window: null,
        channels: ['velocity'],
        buckets,
      })
      expect(seen.gapUs).toBe(10 * TENTH)
      expect(pairs(seen.gaps)).toEqual(hoursBetween)
    }
  })

  it('fill no bucket in which there is none, in plots and strips', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 80_000, time: passes }))
    const scope = { kind: 'file', fileId } as const
    for (const buckets of [300, 1_700, 4_000, 8_000]) {
      const seen = series(db, { scope, window: null, channels: ['velocity'], buckets })
      const strips = statuses(db, { scope, window: null, channels: null, buckets })
      const has = new Set<number>()
      for (let i = 0; i < 80_000; i += 1) {
        has.add(Math.floor((passes(i) - seen.fromUs) / seen.bucketUs))
      }
      const wrong = Array.from(seen.count, (count, i) => [i, count > 0] as const).filter(
        ([i, isFull]) => isFull !== has.has(i),
      )
      expect(wrong).toEqual([])
      const words = strips.instruments[0]?.words[0]?.count ?? []
      expect(Array.from(words, (count) => count > 0)).toEqual(
        Array.from(words, (_, i) => has.has(i)),
      )
    }
  })
})

/** The gaps of stored records, found the long way. */
function gapsOfRecords(db: WriteDb, fileId: number, gapUs: number) {
  const times = db
    .prepare<[bigint, bigint], number>(
      'SELECT timestamp_us FROM records WHERE id BETWEEN ? AND ? ORDER BY timestamp_us',
    )
    .pluck()
    .all(lineId(fileId, 0), lineId(fileId, 2 ** 32 - 1))
  return times
    .slice(1)
    .map((toUs, i) => ({ fromUs: times[i] ?? NaN, toUs }))
    .filter(({ fromUs, toUs }) => toUs - fromUs > gapUs)
}

/** Lines whose times go on by these steps, again and again. */
const course = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 900_000, max: 1_100_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -4_000_000, max: 40_000_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 300 * 1_000_000, -500 * 1_000_000) },
  ),
  { minLength: 1, maxLength: 30 },
)

describe('the time of a package', () => {
  it('is that of its records', () => {
    const { db, store } = newStore()
    const expectTrue = (fileId: number): void => {
      const time = measureNow(db, fileId)
      if (time === null) throw new Error('no records')
      const gapUs = time.stepUs === null ? Infinity : 10 * time.stepUs
      expect(pairs(time.gaps)).toEqual(gapsOfRecords(db, fileId, gapUs))
    }
    for (const shape of Object.values(shapes)) expectTrue(store(rowsOf(shape)))
    fc.assert(
      fc.property(course, fc.integer({ min: 1, max: 3_000 }), (steps, count) => {
        let at = START
        const times = Array.from({ length: count }, (_, i) => (at += steps[i % steps.length] ?? 0))
        expectTrue(store(rowsOf({ count, time: (i) => times[i] ?? at })))
      }),
      { numRuns: 30 },
    )
  })

  it('is found out in the background and kept, until the records change', () => {
    const { db, store, writer } = newStore()
    const first = store(rowsOf({ count: 3_000, time: beacon }))
    const second = store(rowsOf({ count: 500 }))
    const keeper = new TimeKeeper(db)
    const findOut = (): void => {
      while (keeper.step(true));
    }
    findOut()
    // What is being imported changes with every chunk: it waits.
    expect(storedTime(db, first)?.time).toBeNull()
    db.prepare("UPDATE files SET status = 'complete'").run()
    findOut()
    for (const fileId of [first, second]) {
      expect(storedTime(db, fileId)?.time).toEqual(measureNow(db, fileId))
    }
    const before = coverageIndex(db, 'jackal_mk1')
    const count = before.gaps.fromUs.length

    // A mended line is a record in a gap; an undone mend is none any more.
    const lineOfGap = lineId(first, 5_000)
    db.prepare("INSERT INTO records VALUES (?, ?, 1, 1, 2, 3, '{}')").run(
      lineOfGap,
      BigInt(START + HOUR / 2),
    )
    remakeRollups(db, first, [5_000])
    expect(storedTime(db, first)?.time).toBeNull()
    expect(coverageIndex(db, 'jackal_mk1').gaps.fromUs).toHaveLength(count + 1)
    findOut()
    expect(coverageIndex(db, 'jackal_mk1').gaps.fromUs).toHaveLength(count + 1)
    db.prepare('DELETE FROM records WHERE id = ?').run(lineOfGap)
    remakeRollups(db, first, [5_000])
    expect(coverageIndex(db, 'jackal_mk1')).toEqual(before)

    // Without records there is none.
    writer.removePackage({ fileId: second, by: 'test', note: '' })
    while (writer.freeStep({ fileId: second }).more);
    findOut()
    expect(storedTime(db, second)).toBeNull()
  })

  it('does not mistake what was found out of earlier records for that of later ones', () => {
    const { db, store } = newStore()
    // Shuffled: it takes several steps.
    const fileId = store(rowsOf({ count: 60_000, time: (i) => beacon((i * 7_919) % 60_000) }))
    db.prepare("UPDATE files SET status = 'complete'").run()
    const keeper = new TimeKeeper(db)
    keeper.step(true)
    db.prepare('DELETE FROM records WHERE id = ?').run(lineId(fileId, 2))
    remakeRollups(db, fileId, [2])
    for (let i = 0; i < 50 && storedTime(db, fileId)?.time === null; i += 1) keeper.step(i === 0)
    expect(storedTime(db, fileId)?.time).toEqual(measureNow(db, fileId))
  })

  it('begins anew where a record has come meanwhile, and finds it', () => {
    const { db, store } = newStore()
    const time = shuffledTimes(FEW)
    const fileId = store(rowsOf({ count: FEW, time, isBad: (i) => i === FEW - 1 }))
    db.prepare("UPDATE files SET status = 'complete'").run()
    const keeper = new TimeKeeper(db)
    // Each look at the clock is a second later: one step at a time.
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1_000))
    afterTest(() => vi.restoreAllMocks())
    keeper.step(true)
    expect(storedTime(db, fileId)?.time).toBeNull()
    db.prepare("INSERT INTO records VALUES (?, ?, 1, 1, 2, 3, '{}')").run(
      lineId(fileId, FEW + 1),
      BigInt(time(FEW - 1)),
    )
    remakeRollups(db, fileId, [FEW + 1])
    while (keeper.step(false));
    expect(storedTime(db, fileId)?.time).toEqual(measureNow(db, fileId))
  })
})
