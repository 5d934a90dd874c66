import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { series } from '../../../src/main/database/flight/series'
import type { WriteDb } from '../../../src/main/database/handles'
import { axisMoved, axisRests, question } from '../../../src/renderer/bridge/flightWindow'
import { mergedGaps } from '../../../src/renderer/stores/flight/gaps'
import { plotPoints } from '../../../src/renderer/stores/flight/points'
import { flightViewState } from '../../../src/renderer/stores/flight/view'
import { columnsOf, type Columns } from '../../../src/renderer/ui/plot/columns'
import type { TimeSpan } from '../../../src/renderer/ui/plot/timeSpan'
import { fuzzed } from '../../helpers/fuzz'
import type { Row } from '../../helpers/rollups'
import { rowsOf, seeded, shuffledTimes, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

interface Drawn {
  readonly span: TimeSpan
  readonly width: number
  readonly exact: boolean
  readonly columns: Columns
}

/** Shares of the records' time, from the one to the other. */
type Zoom = readonly [number, number]

/** What the window draws of a package's velocity when it has come to rest, from question to columns. */
function drawnOf(
  db: WriteDb,
  rows: readonly Row[],
  fileId: number,
  [from, to]: Zoom,
  width: number,
) {
  const scope = { kind: 'file', fileId } as const
  const times = rows.map(([, us]) => us)
  const [firstUs, lastUs] = [smallest(times), -smallest(times.map((us) => -us))]
  const { actions } = flightViewState()
  actions.scopeChosen(scope, 'jackal_mk1')
  actions.widthMeasured(width)
  actions.extentReceived(scope, { firstUs, lastUs, records: rows.length })
  const whole = flightViewState().whole
  if (!whole) throw new Error('there is no time')
  const length = whole.toUs - whole.fromUs
  actions.spanChosen({ fromUs: whole.fromUs + from * length, toUs: whole.fromUs + to * length })
  axisMoved(null, null)
  axisRests()
  const { span } = flightViewState()
  const asked = question()
  if (span === null || asked === null) throw new Error('nothing is asked for')
  const answer = series(db, { scope, ...asked, channels: ['velocity'] })
  const points = plotPoints(['velocity'], null, answer, mergedGaps([answer.gaps])).get('velocity')
  if (points === undefined) throw new Error('there are no points')
  return { span, width, exact: answer.exact, columns: columnsOf(points, span, width) }
}

const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))

interface Range {
  least: number
  greatest: number
}

function widen(ranges: Map<number, Range>, x: number, least: number, greatest: number): void {
  const known = ranges.get(x)
  if (known === undefined) ranges.set(x, { least, greatest })
  else {
    known.least = Math.min(known.least, least)
    known.greatest = Math.max(known.greatest, greatest)
  }
}

/** Least and greatest of the records themselves, column by column. */
function truth(rows: readonly Row[], { span, width }: Drawn): Map<number, Range> {
  const ranges = new Map<number, Range>()
  for (const [, us, value] of rows) {
    const x = Math.floor((us - span.fromUs) / ((span.toUs - span.fromUs) / width))
    if (x >= 0 && x < width) widen(ranges, x, value, value)
  }
  return ranges
}

/** The same with every block of 256 lines spread over all columns that it reaches into. */
function blocksIn(rows: readonly Row[], { span, width }: Drawn): Map<number, Range> {
  const ranges = new Map<number, Range>()
  for (const block of Map.groupBy(rows, ([line]) => line >>> 8).values()) {
    const xs = block.map(([, us]) => (us - span.fromUs) / ((span.toUs - span.fromUs) / width))
    const values = block.map(([, , value]) => value)
    const [least, greatest] = [smallest(values), -smallest(values.map((value) => -value))]
    const last = Math.min(width - 1, Math.floor(-smallest(xs.map((x) => -x))))
    for (let x = Math.max(0, Math.floor(smallest(xs))); x <= last; x += 1) {
      widen(ranges, x, least, greatest)
    }
  }
  return ranges
}

/** What is wrong with the columns, in words: nothing of it may be. */
function* faults(rows: readonly Row[], drawn: Drawn): Generator<string> {
  const { columns, exact, width } = drawn
  const own = truth(rows, drawn)
  const widest = exact ? own : blocksIn(rows, drawn)
  for (let x = 0; x < width; x += 1) {
    const [least, greatest] = [columns.min[x] ?? NaN, columns.max[x] ?? NaN]
    const [record, most] = [own.get(x), widest.get(x)]
    if (record && !(least <= record.least && greatest >= record.greatest)) {
      yield `${x} is narrower: ${least} to ${greatest} for ${record.least} to ${record.greatest}`
    }
    if (Number.isNaN(least)) continue
    if (!most) yield `${x} shows ${least} to ${greatest} where there is no record`
    else if (least < most.least || greatest > most.greatest) {
      yield `${x} is wider: ${least} to ${greatest} for ${most.least} to ${most.greatest}`
    }
  }
  for (const { fromX, fromValue, toX, toValue } of columns.joins) {
    for (let x = Math.max(0, fromX + 1); x < Math.min(width, toX); x += 1) {
      if (!Number.isNaN(columns.min[x] ?? NaN)) yield `a line leads through ${x}`
    }
    for (const [x, value] of [
      [fromX, fromValue],
      [toX, toValue],
    ] as const) {
      if (value < (columns.min[x] ?? value) || value > (columns.max[x] ?? value)) {
        yield `a line ends at ${x} where nothing is: ${value}`
      }
    }
  }
}

const zoom = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }))
  .map(([at, depth]): Zoom => {
    const length = 10 ** -depth
    return [at * (1 - length), at * (1 - length) + length]
  })
const width = fc.integer({ min: 40, max: 1900 })

/** Bursts of records a step apart, far between; some values stand out. */
const bursts = fc.array(
  fc.record({
    waitUs: fc.oneof(
      fc.nat(2_000),
      fc.integer({ min: 0, max: 3_600 }).map((s) => s * STEP),
    ),
    stepUs: fc.constantFrom(0, 1, 1_000, STEP / 10, STEP),
    values: fc.array(
      fc.oneof(
        fc.double({ min: 7_000, max: 8_000, noNaN: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      { minLength: 1, maxLength: 40 },
    ),
  }),
  { minLength: 1, maxLength: 40 },
)

function rowsOfBursts(
  list: readonly { waitUs: number; stepUs: number; values: readonly number[] }[],
): Row[] {
  const rows: Row[] = []
  let us = START
  for (const { waitUs, stepUs, values } of list) {
    us += waitUs
    for (const value of values) {
      rows.push([rows.length + 2, us, value === 0 ? 0 : value, 0, 0, 0])
      us += stepUs
    }
  }
  return rows
}

describe('what the window draws', () => {
  it('has in every column of pixels the least and the greatest of its records, and else nothing', () => {
    const { db, store } = newStore()
    fc.assert(
      fc.property(bursts, zoom, width, (list, asked, px) => {
        const rows = rowsOfBursts(list)
        const drawn = drawnOf(db, rows, store(rows), asked, px)
        expect(drawn.exact).toBe(true)
        expect([...faults(rows, drawn)]).toEqual([])
      }),
      {
        numRuns: fuzzed(180),
        // Records a microsecond apart, and pixels of four and a bit.
        examples: [
          [
            [
              { waitUs: 0, stepUs: 1_000, values: Array<number>(6).fill(7_000) },
              { waitUs: 1, stepUs: 1, values: [7_000, 0, 7_000] },
            ],
            [0, 1],
            1_506,
          ],
        ],
      },
    )
  })

  it('is a block wider at most where blocks are summed up, and never narrower', () => {
    const { db, store } = newStore()
    const random = seeded(5)
    const outlier = (i: number): number => (i % 9_702 === 0 ? 25_000 : 7_500 + random())
    const times: ((i: number) => number)[] = [
      (i) => START + i * STEP,
      // Two passes of 480 s a day.
      (i) => START + (Math.floor(i / 480) * 43_200 + (i % 480)) * STEP,
      // Ten records in a second, once a minute.
      (i) => START + Math.floor(i / 10) * 60 * STEP + (i % 10) * 100_000,
      (i) => START - i * STEP,
      shuffledTimes(60_000),
    ]
    let summedUp = 0
    for (const time of times) {
      const rows = rowsOf({ count: 60_000, time }).map(([line, us], i): Row => [
        line,
        us,
        outlier(i),
        0,
        0,
        0,
      ])
      const fileId = store(rows)
      const asked: Zoom[] = [[0, 1], [0.02, 0.98], ...fc.sample(zoom, { seed: 3, numRuns: 8 })]
      for (const each of asked) {
        const drawn = drawnOf(db, rows, fileId, each, 850)
        if (!drawn.exact) summedUp += 1
        expect([...faults(rows, drawn)].slice(0, 5)).toEqual([])
      }
    }
    expect(summedUp).toBeGreaterThan(5)
  })
})
