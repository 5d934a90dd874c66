import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../../src/main/record/blockTimes'
import { blockOfLine, linesOfBlock } from '../../../../src/main/record/blocks'
import { joinRollups, makeRollup, type Rollup } from '../../../../src/main/record/rollup'
import { blocksIn, blocksOf, sumsIn, type Block, type Row } from '../../../helpers/rollups'
import { fuzzed } from '../../../helpers/fuzz'

function rollupOf(rows: readonly Row[]): Rollup {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k] ?? 0)
  return makeRollup({
    count: rows.length,
    line: Uint32Array.from(rows, ([line]) => line),
    timestampUs: column(1),
    values: [2, 3, 4, 5].map(column),
  })
}

function appended(first: Rollup, second: Rollup): Rollup {
  return joinRollups([first, second])
}

const withoutGap = (block: Block): Block => ({ ...block, longestGapUs: 0 })

/** No record has -0: it is stored as 0. */
const present = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((number) => number + 0)
/** NaN where a record has none. */
const value = fc.oneof(
  { weight: 8, arbitrary: present },
  { weight: 1, arbitrary: fc.constant(NaN) },
)
const step = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
)

/** Records with bad lines between them, whose time goes the given ways, or to and fro (0). */
const rowsGoing = (...ways: readonly (-1 | 0 | 1)[]) =>
  fc
    .tuple(
      fc.integer({ min: 2, max: 2 ** 32 - 300_000 }),
      fc.constantFrom(...ways),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), step, value, value, value, value), {
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 60 }),
    )
    .map(([firstLine, way, steps, times]) => {
      let line = firstLine
      let time = 1_703_583_267_602_982
      return Array.from({ length: times }, () => steps)
        .flat()
        .map(([lines, us, ...values]): Row => {
          const row: Row = [line, time, ...values]
          line += lines % 7 === 0 ? lines : 1
          time += way === 0 ? us : way * Math.abs(us)
          return row
        })
    })
const anyRows = rowsGoing(-1, 0, 1)

describe('a rollup', () => {
  it('holds what its records hold, block by block', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const rollup = rollupOf(rows)
        expect(blocksIn(rollup)).toEqual(blocksOf(rows))
        sumsIn(rollup).forEach((sum, k) => {
          expect(sum).toBeCloseTo(
            rows.reduce((total, row) => total + (row[k + 2] || 0), 0),
            3,
          )
        })
      }),
      { numRuns: fuzzed(300) },
    )
  })

  it('cuts lines into blocks by their number, up to the last one there can be', () => {
    expect([2, 255, 256, 511, 512, 2 ** 32 - 1].map(blockOfLine)).toEqual([
      0,
      0,
      1,
      1,
      2,
      2 ** 24 - 1,
    ])
    expect(linesOfBlock(2 ** 24 - 1)).toEqual({ first: 2 ** 32 - 256, last: 2 ** 32 - 1 })
  })

  it('knows the time of its records', () => {
    fc.assert(
      fc.property(
        anyRows.filter(({ length }) => length > 0),
        (rows) => {
          const times = rows.map(([, time]) => time)
          expect(spanOf(rollupOf(rows).times)).toEqual({
            fromUs: Math.min(...times),
            toUs: Math.max(...times),
          })
        },
      ),
    )
  })
})

describe('two rollups of lines that follow each other', () => {
  it('make the rollup of all of them', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(), (rows, cut) => {
        const at = cut % (rows.length + 1)
        const joined = appended(rollupOf(rows.slice(0, at)), rollupOf(rows.slice(at)))
        expect(blocksIn(joined).map(withoutGap)).toEqual(blocksOf(rows).map(withoutGap))
      }),
      { numRuns: fuzzed(300) },
    )
  })

  it('know the longest gap where time goes one way', () => {
    fc.assert(
      fc.property(rowsGoing(-1, 1), fc.nat(), (rows, cut) => {
        const at = cut % (rows.length + 1)
        const joined = appended(rollupOf(rows.slice(0, at)), rollupOf(rows.slice(at)))
        expect(blocksIn(joined)).toEqual(blocksOf(rows))
      }),
      { numRuns: fuzzed(300) },
    )
  })

  it('never call a time empty that has records', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 8 }), fc.nat(), (times, cut) => {
        const rows = times.map((time, i): Row => [i, time, 0, 0, 0, 0])
        const at = 1 + (cut % (rows.length - 1))
        const joined = appended(rollupOf(rows.slice(0, at)), rollupOf(rows.slice(at)))
        const [gapFromUs, gapToUs] = [joined.times[9] ?? NaN, joined.times[10] ?? NaN]
        expect(times.filter((time) => time > gapFromUs && time < gapToUs)).toEqual([])
        expect(times).toContain(gapFromUs)
        expect(times).toContain(gapToUs)
      }),
    )
  })
})
