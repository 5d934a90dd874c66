import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { CoverageAtQuestion } from '../../../src/shared/flight/coverage'
import type { Gaps } from '../../../src/shared/flight/series'
import { coverage, coverageAt, coveredPackages } from '../../../src/main/database/flight/coverage'
import { coverageIndex, overlapsBetween } from '../../../src/main/database/flight/coverageIndex'
import { flownSatellites, packagesOf } from '../../../src/main/database/flight/flownSatellites'
import type { WriteDb } from '../../../src/main/database/handles'
import { gapsBetween } from '../../../src/main/database/packageTimes/recordedTime'
import { afterTest } from '../../helpers/afterTest'
import { copyPackages, findOutTimes } from '../../helpers/manyPackages'
import { rowsOf, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

const at = (step: number): number => START + step * STEP
const all = { satelliteType: 'jackal_mk1', window: null, columns: 1_000 }

const pairs = ({ fromUs, toUs }: Gaps) =>
  Array.from(fromUs, (from, i) => ({ fromUs: from, toUs: toUs[i] ?? NaN }))

const look = (db: WriteDb, question: CoverageAtQuestion['at']) =>
  coverageAt(db, { satelliteType: 'jackal_mk1', at: question })

describe('which package has which time', () => {
  it.each(['found out now', 'stored'])('says where there are gaps and overlaps, %s', (how) => {
    const { db, store } = newStore()
    const second = store(rowsOf({ count: 500, time: (i) => at(2_499 - i) }))
    const first = store(
      rowsOf({ count: 1_000, time: (i) => at(i < 600 ? i : i + 100), isBad: (i) => i === 7 }),
      300,
    )
    const third = store(rowsOf({ count: 300, time: (i) => at(2_400 + i) }))
    store([])
    if (how === 'stored') findOutTimes(db)
    // What is found out now may take a while: not on a clock that stands.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
    afterTest(() => clock.mockRestore())

    const index = coverageIndex(db, 'jackal_mk1')
    expect(pairs(index.gaps)).toEqual([
      { fromUs: at(599), toUs: at(700) },
      { fromUs: at(1_099), toUs: at(2_000) },
    ])
    expect(pairs(index.overlaps)).toEqual([{ fromUs: at(2_400), toUs: at(2_499) }])
    expect(coverage(db, all)).toMatchObject({
      packages: 3,
      pending: 0,
      whole: { fromUs: at(0), toUs: at(2_699) },
      gapUs: 10 * STEP,
      gaps: { count: 2, longest: { fromUs: at(1_099), toUs: at(2_000) } },
      overlaps: { count: 1, totalUs: 99 * STEP },
    })

    const { total, rows } = coveredPackages(db, { ...all, offset: 0, limit: 100 })
    expect(total).toBe(3)
    expect(rows.map(({ fileId, records, gaps }) => [fileId, records, gaps])).toEqual([
      [first, 999, 1],
      [second, 500, 0],
      [third, 300, 0],
    ])
    // In columns of 2.7 s: the gap inside is left open.
    const open = Array.from(rows[0]?.covered ?? [], (share) => share === 0)
    expect(open.indexOf(true)).toBe(222)
    expect(open.indexOf(false, 222)).toBe(259)
    // Overlaps name their partners.
    expect(rows.map(({ overlaps }) => overlaps)).toEqual([
      { count: 0, named: [] },
      { count: 1, named: [{ fileId: third, name: '3.json' }] },
      { count: 1, named: [{ fileId: second, name: '1.json' }] },
    ])
    const { rows: later } = coveredPackages(db, { ...all, offset: 2, limit: 100 })
    expect(later).toEqual(rows.slice(2))

    expect(flownSatellites(db)).toEqual([
      { satelliteType: 'jackal_mk1', packages: 3, records: 1_799, fromUs: at(0), toUs: at(2_699) },
    ])
    expect(
      packagesOf(db, 'jackal_mk1')
        .map(({ fileId }) => fileId)
        .toSorted((a, b) => a - b),
    ).toEqual([second, first, third])
  })

  it('says what it has of a moment, and where the next gap and overlap are', () => {
    const { db, store } = newStore()
    store(rowsOf({ count: 600, time: at }))
    const second = store(rowsOf({ count: 500, time: (i) => at(1_000 + i) }))
    const third = store(rowsOf({ count: 300, time: (i) => at(1_400 + i) }))
    expect(look(db, { us: at(1_450) })).toEqual({
      us: at(1_450),
      packages: {
        count: 2,
        named: [
          { fileId: second, name: '2.json' },
          { fileId: third, name: '3.json' },
        ],
      },
      gap: null,
      overlap: { fromUs: at(1_400), toUs: at(1_499) },
      place: 1,
    })
    expect(look(db, { us: at(700) })).toMatchObject({
      packages: { count: 0 },
      gap: { fromUs: at(599), toUs: at(1_000) },
      place: 0,
    })
    // Beyond both ends there is neither a gap nor a package.
    expect(look(db, { us: at(9_999) })).toMatchObject({ gap: null, place: 2 })
    const walk: (number | undefined)[] = []
    for (let us = at(0), i = 0; i < 3; i += 1) {
      us = look(db, { us, go: 'next' })?.us ?? NaN
      walk.push(us)
    }
    // The gap, the overlap, and nothing beyond.
    expect(walk).toEqual([Math.floor(at(799.5)), Math.floor(at(1_449.5)), Math.floor(at(1_449.5))])
    expect(look(db, { us: at(1_449), go: 'before' })?.gap?.fromUs).toBe(at(599))
  })

  it('claims no time that is not there, however many packages there are', () => {
    const { db, store } = newStore()
    // Three records each, once a day, one clock of them at 1970.
    const packages = 20_000
    const first = store(rowsOf({ count: 3 }))
    findOutTimes(db)
    copyPackages(db, first, packages, 86_400 * STEP)
    db.prepare('UPDATE package_times SET from_us = 0, to_us = ? WHERE file_id = 701').run(2 * STEP)
    const found = coverage(db, all)
    expect(found).toMatchObject({ packages, pending: 0, gapUs: 10 * STEP })
    expect(found.gaps?.count).toBe(packages - 1)
    expect(found.covered.reduce((sum, share) => sum + share * found.columnUs, 0)).toBeLessThan(
      packages * 3 * STEP,
    )
    // Zoomed in on one day, its package is where it is.
    const window = { fromUs: at(5 * 86_400 - 50), toUs: at(5 * 86_400 + 50) }
    const day = coverage(db, { ...all, window, columns: 100 })
    expect(
      Array.from(day.covered, (share, i) => (share > 0 ? i : -1)).filter((i) => i >= 0),
    ).toEqual([50, 51, 52])
    expect(coveredPackages(db, { ...all, offset: 0, limit: 1 }).rows[0]?.fileId).toBe(701)
  })

  it('lets each moment stand alone where no package has two', () => {
    const { db, store } = newStore()
    store(rowsOf({ count: 1 }))
    store(rowsOf({ count: 1, time: () => at(86_400) }))
    expect(coverage(db, all)).toMatchObject({ gapUs: null, gaps: { count: 1 } })
  })

  it('follows what is imported, hidden and brought back', () => {
    const { db, store, writer } = newStore()
    const first = store(rowsOf({ count: 100 }))
    const second = store(rowsOf({ count: 100, time: (i) => at(50 + i) }))
    findOutTimes(db)
    expect(coverage(db, all).overlaps?.count).toBe(1)
    writer.removePackage({ fileId: second, by: 'test', note: '' })
    expect(coverage(db, all)).toMatchObject({ packages: 1, overlaps: { count: 0 } })
    writer.undoRemoval({ fileId: second, by: 'test' })
    expect(coverage(db, all)).toMatchObject({ packages: 2, overlaps: { count: 1 } })
    store(rowsOf({ count: 100, time: (i) => at(1_000 + i) }))
    expect(coverage(db, all)).toMatchObject({ packages: 3, gaps: { count: 1 } })
    expect(coverageIndex(db, 'jackal_mk1').packages[0]?.fileId).toBe(first)
  })

  it('is empty for a satellite that never was', () => {
    const { db } = newStore()
    expect(coverage(db, { ...all, satelliteType: 'unknown' })).toMatchObject({
      packages: 0,
      whole: null,
      gapUs: null,
      gaps: { count: 0 },
    })
    expect(coverageAt(db, { satelliteType: 'unknown', at: { us: 5 } })).toBeNull()
    expect(flownSatellites(db)).toEqual([])
  })
})

const stretch = fc
  .tuple(fc.nat(60), fc.nat(12))
  .map(([fromUs, length]) => ({ fromUs, toUs: fromUs + length }))
const ends = (stretches: readonly { fromUs: number; toUs: number }[]) => ({
  fromUs: Float64Array.from(stretches, ({ fromUs }) => fromUs).toSorted(),
  toUs: Float64Array.from(stretches, ({ toUs }) => toUs).toSorted(),
})

describe('stretches', () => {
  it('leave the gaps that no one fills, and lie over each other where two do', () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 8 }), (stretches) => {
        const { fromUs, toUs } = ends(stretches)
        const gaps = pairs(gapsBetween(fromUs, toUs, 1))
        const overlaps = pairs(overlapsBetween(fromUs, toUs))
        for (let moment = fromUs[0] ?? 0; moment <= (toUs.at(-1) ?? 0); moment += 1) {
          const having = stretches.filter((each) => each.fromUs <= moment && moment <= each.toUs)
          // A step of one is no gap, so no whole moment lies inside of what is left out.
          expect(gaps.some((gap) => gap.fromUs < moment && moment < gap.toUs)).toBe(
            having.length === 0,
          )
          expect(overlaps.some((each) => each.fromUs <= moment && moment <= each.toUs)).toBe(
            having.length > 1,
          )
        }
      }),
    )
  })
})
