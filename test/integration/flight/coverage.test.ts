import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverage, flownSatellites } from '../../../src/main/database/flight/coverage'
import { overlapsOf, unionOf } from '../../../src/main/database/flight/overlaps'
import { rowsOf, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

const at = (step: number): number => START + step * STEP

describe('which package has which time', () => {
  it('says where each begins and ends, where none has records, and where several have', () => {
    const { db, store } = newStore()
    const second = store(rowsOf({ count: 500, time: (i) => at(2_499 - i) }))
    const first = store(
      rowsOf({ count: 1_000, time: (i) => at(i < 600 ? i : i + 100), isBad: (i) => i === 7 }),
      300,
    )
    const third = store(rowsOf({ count: 300, time: (i) => at(2_400 + i) }))
    store([])
    const { packages, gaps, overlaps, gapUs } = coverage(db, 'jackal_mk1')
    expect(gapUs).toBe(10 * STEP)
    expect(packages.map(({ fileId, records }) => [fileId, records])).toEqual([
      [first, 999],
      [second, 500],
      [third, 300],
    ])
    expect(packages.map(({ stretches }) => stretches)).toEqual([
      [
        { fromUs: at(0), toUs: at(599) },
        { fromUs: at(700), toUs: at(1_099) },
      ],
      [{ fromUs: at(2_000), toUs: at(2_499) }],
      [{ fromUs: at(2_400), toUs: at(2_699) }],
    ])
    expect(gaps).toEqual([
      { fromUs: at(599), toUs: at(700) },
      { fromUs: at(1_099), toUs: at(2_000) },
    ])
    expect(overlaps).toEqual([{ fromUs: at(2_400), toUs: at(2_499), fileIds: [second, third] }])
    expect(flownSatellites(db)).toEqual([
      {
        satelliteType: 'jackal_mk1',
        packages: 3,
        records: 1_799,
        fromUs: at(0),
        toUs: at(2_699),
      },
    ])
  })

  it('is empty for a satellite that never was', () => {
    const { db } = newStore()
    expect(coverage(db, 'unknown')).toEqual({
      satelliteType: 'unknown',
      packages: [],
      gapUs: null,
      gaps: [],
      overlaps: [],
    })
    expect(flownSatellites(db)).toEqual([])
  })
})

const stretch = fc
  .tuple(fc.nat(60), fc.nat(12))
  .map(([fromUs, length]) => ({ fromUs, toUs: fromUs + length }))

describe('stretches', () => {
  it('make the union of all their moments', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), (stretches) => {
        const union = unionOf(stretches, 1)
        const has = (list: typeof stretches, moment: number): boolean =>
          list.some(({ fromUs, toUs }) => fromUs <= moment && moment <= toUs)
        for (let moment = -1; moment < 80; moment += 1) {
          expect(has(union, moment)).toBe(has(stretches, moment))
        }
        union.slice(1).forEach(({ fromUs }, i) => {
          expect(fromUs - (union[i]?.toUs ?? 0)).toBeGreaterThan(1)
        })
      }),
    )
  })

  it('lie over each other at the moments that several packages have', () => {
    fc.assert(
      fc.property(fc.array(fc.array(stretch, { maxLength: 3 }), { maxLength: 5 }), (all) => {
        // A package's own stretches never touch.
        const packages = all.map((stretches, i) => ({
          fileId: i + 1,
          stretches: unionOf(stretches, 1),
        }))
        const overlaps = overlapsOf(packages)
        for (let moment = -1; moment < 80; moment += 1) {
          const having = packages
            .filter(({ stretches }) =>
              stretches.some(({ fromUs, toUs }) => fromUs <= moment && moment <= toUs),
            )
            .map(({ fileId }) => fileId)
          const found = overlaps.filter(({ fromUs, toUs }) => fromUs <= moment && moment <= toUs)
          expect(found.length > 0).toBe(having.length > 1)
          const named = new Set(found.flatMap(({ fileIds }) => fileIds))
          expect(found.length === 0 || having.every((fileId) => named.has(fileId))).toBe(true)
        }
      }),
    )
  })
})
