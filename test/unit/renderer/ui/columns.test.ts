import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  drawnExtent,
  splitColumns,
  type Columns,
} from '../../../../src/renderer/ui/plot/columns'

const span = { fromUs: 0, toUs: 100 }

/** Stretches of [from, to, least, greatest, joined to the one before]. */
function drawn(
  stretches: readonly (readonly [number, number, number, number, boolean])[],
  turn?: number,
): Columns {
  const points = {
    fromUs: stretches.map(([from]) => from),
    toUs: stretches.map(([, to]) => to),
    min: stretches.map(([, , least]) => least),
    max: stretches.map(([, , , greatest]) => greatest),
    joined: stretches.map(([, , , , joined]) => joined),
  }
  return columnsOf(points, span, 10, turn)
}

/** The columns that show something. */
const shown = ({ min, max }: Columns): [number, number, number][] =>
  Array.from(min, (least, x): [number, number, number] => [x, least, max[x] ?? NaN]).filter(
    ([, least]) => !Number.isNaN(least),
  )

describe('a column of a plot', () => {
  it('shows the least and the greatest of its records, however narrow, and else nothing', () => {
    const columns = drawn([
      [21, 21, 7500, 7500, false],
      [22, 27, 7400, 25_000, true],
      [71, 71, 7500, 7600, false],
    ])
    expect(shown(columns)).toEqual([
      [2, 7400, 25_000],
      [7, 7500, 7600],
    ])
    expect(columns.joins).toEqual([])
    expect(drawnExtent(columns)).toEqual([7400, 25_000])
  })

  it('shows a stretch over several columns in each of them', () => {
    expect(shown(drawn([[18, 31, 1, 2, false]]))).toEqual([
      [1, 1, 2],
      [2, 1, 2],
      [3, 1, 2],
    ])
  })

  it('leads lines from value to value where there is no gap, beyond what is seen too', () => {
    const { joins } = drawn([
      [-500, -500, 0, 0, false],
      [5, 5, 1, 2, true],
      [15, 15, 2, 3, true],
      [25, 25, 4, 5, true],
      [45, 45, 1, 4, true],
      [65, 65, 9, 9, false],
      [900, 900, 7, 7, true],
    ])
    expect(joins).toEqual([
      { fromX: -50, fromValue: 0, toX: 0, toValue: 1 },
      { fromX: 1, fromValue: 3, toX: 2, toValue: 4 },
      { fromX: 2, fromValue: 4, toX: 4, toValue: 4 },
      { fromX: 6, fromValue: 9, toX: 90, toValue: 7 },
    ])
  })

  it('leads a line through what is seen between two records outside', () => {
    const columns = drawn([
      [-10, -10, 1, 1, false],
      [200, 200, 3, 3, true],
    ])
    expect(shown(columns)).toEqual([])
    expect(drawnExtent(columns)).toEqual([1, 3])
  })
})

/** Which of these longitudes, one column each, are only their ends. */
const split = (ranges: readonly (readonly [number, number])[]): readonly boolean[] =>
  splitColumns(
    drawn(
      ranges.map(([min, max], i) => [i * 10, i * 10, min, max, true]),
      360,
    ),
    360,
  ).slice(0, ranges.length)

describe('longitudes', () => {
  it('have no line around the world', () => {
    const columns = drawn(
      [
        [5, 5, 179, 179, false],
        [25, 25, -179, -179, true],
        [45, 45, -170, -170, true],
      ],
      360,
    )
    expect(columns.joins).toMatchObject([{ fromX: 2, toX: 4 }])
  })

  it('on both sides of the antimeridian are two ends, and a band where each goes around', () => {
    const over = [-179, 179] as const
    expect(split([[170, 175], over, [-175, -170]])).toEqual([false, true, false])
    expect(split([[170, 175], over, over, [-175, -170]])).toEqual([false, true, true, false])
    expect(split([[0, 20], over, over, over, [1, 3]])).toEqual(Array(5).fill(false))
  })
})
