import { describe, expect, it } from 'vitest'
import {
  onPixels,
  panned,
  showing,
  within,
  withRoom,
  zoomed,
  zoomedOnPixels,
} from '../../../../src/renderer/ui/plot/timeSpan'
import { timeTicks } from '../../../../src/renderer/ui/plot/timeTicks'
import { valueScale } from '../../../../src/renderer/ui/plot/valueScale'

const at = (iso: string): number => Date.parse(iso) * 1000
const labels = (from: string, to: string, widthPx = 600): string[] =>
  timeTicks(at(from), at(to), widthPx).map(({ label }) => label)

describe('timeTicks', () => {
  it('says times of day, and the day at midnight', () => {
    expect(labels('2026-01-02T20:10:00Z', '2026-01-03T03:50:00Z', 800)).toEqual([
      '21:00',
      '22:00',
      '23:00',
      '2026-01-03',
      '01:00',
      '02:00',
      '03:00',
    ])
  })

  it('has as many decimals as the step needs, down to a microsecond', () => {
    const from = at('2023-12-26T09:34:27Z') + 602_900
    expect(timeTicks(from, from + 20, 600).map(({ label }) => label)).toEqual([
      '09:34:27.602900',
      '09:34:27.602905',
      '09:34:27.602910',
      '09:34:27.602915',
      '09:34:27.602920',
    ])
    expect(timeTicks(from, from + 200_000, 400).map(({ label }) => label)).toEqual([
      '09:34:27.7',
      '09:34:27.8',
    ])
  })

  it('says months and years for long times', () => {
    expect(labels('2026-01-15T00:00:00Z', '2026-07-15T00:00:00Z')).toContain('2026-03')
    expect(labels('1990-06-01T00:00:00Z', '2040-01-01T00:00:00Z')).toContain('2000')
  })

  it('has none where there is no room or no time', () => {
    expect(timeTicks(5, 5, 600)).toEqual([])
    expect(timeTicks(5, 50, 0)).toEqual([])
  })
})

describe('valueScale', () => {
  it('reaches to round numbers on both sides', () => {
    expect(valueScale(7654.2, 7669.1, 4)).toMatchObject({
      min: 7650,
      max: 7670,
      ticks: [7650, 7655, 7660, 7665, 7670],
      decimals: 0,
    })
    expect(valueScale(-51.6, 51.6, 4)).toMatchObject({ min: -100, max: 100 })
  })

  it('has no ticks between whole numbers for what is counted', () => {
    expect(valueScale(0, 2, 4, 'whole').ticks).toEqual([0, 1, 2])
    expect(valueScale(0, 9, 4, 'whole').ticks).toEqual([0, 3, 6, 9])
  })

  it('divides angles as a compass does, and a degree as other numbers', () => {
    expect(valueScale(-179.9, 179.8, 2, 'degrees').ticks).toEqual([-180, 0, 180])
    expect(valueScale(-51.6, 51.6, 3, 'degrees').ticks).toEqual([-90, -45, 0, 45, 90])
    expect(valueScale(0, 40, 3, 'degrees').ticks).toEqual([0, 15, 30, 45])
    expect(valueScale(50.1, 51.9, 4, 'degrees').ticks).toEqual([50, 50.5, 51, 51.5, 52])
  })

  it('has room for one value, and for values that differ little', () => {
    expect(valueScale(5, 5, 3).min).toBeLessThan(5)
    expect(valueScale(5, 5, 3).max).toBeGreaterThan(5)
    const close = valueScale(300_047.9000001, 300_047.9000002, 3)
    expect(close.max).toBeGreaterThan(close.min)
    expect(valueScale(0, 0, 2).ticks.every(Number.isFinite)).toBe(true)
  })

  it('says decimals that tell ticks apart', () => {
    expect(valueScale(0, 0.9, 4).decimals).toBe(2)
    expect(valueScale(0, 9, 4).decimals).toBe(1)
    expect(valueScale(0, 20, 4).decimals).toBe(0)
  })
})

describe('a span of time', () => {
  const whole = { fromUs: 0, toUs: 1000 }

  it('stays within the whole, keeping its length', () => {
    expect(within({ fromUs: -50, toUs: 150 }, whole)).toEqual({ fromUs: 0, toUs: 200 })
    expect(within({ fromUs: 900, toUs: 1100 }, whole)).toEqual({ fromUs: 800, toUs: 1000 })
    expect(within({ fromUs: -500, toUs: 5000 }, whole)).toEqual(whole)
  })

  it('is never shorter than can be told apart', () => {
    expect(within({ fromUs: 500, toUs: 501 }, whole)).toEqual({ fromUs: 500, toUs: 520 })
  })

  it('zooms around a moment and pans by a share of itself', () => {
    expect(zoomed({ fromUs: 0, toUs: 100 }, 0.5, 100)).toEqual({ fromUs: 50, toUs: 100 })
    expect(panned({ fromUs: 0, toUs: 100 }, 0.1)).toEqual({ fromUs: 10, toUs: 110 })
  })

  it('has whole microseconds to each pixel, others after each zoom, however small it is', () => {
    expect(onPixels({ fromUs: 7, toUs: 107 }, 30)).toEqual({ fromUs: 7, toUs: 127 })
    const span = { fromUs: 1_000, toUs: 1_400 }
    expect(zoomedOnPixels(span, 0.999, 1_200, 100)).toEqual({ fromUs: 1_050, toUs: 1_350 })
    expect(zoomedOnPixels(span, 1.001, 1_000, 100)).toEqual({ fromUs: 1_000, toUs: 1_500 })
    expect(zoomedOnPixels(span, 0.1, 1_400, 100)).toEqual({ fromUs: 1_360, toUs: 1_400 })
  })

  it('moves only for a moment that lies outside', () => {
    const span = { fromUs: 100, toUs: 200 }
    expect(showing(span, 150)).toBe(span)
    expect(showing(span, 500)).toEqual({ fromUs: 450, toUs: 550 })
  })

  it('leaves a little room at the ends, of a single record too', () => {
    expect(withRoom(1000, 1000)).toEqual({ fromUs: 990, toUs: 1010 })
    expect(withRoom(0, 100_000)).toEqual({ fromUs: -1000, toUs: 101_000 })
  })
})
