import { describe, expect, it } from 'vitest'
import { RateMeter } from '../../../../../src/main/ingest/status/rates'

describe('RateMeter', () => {
  it('gives a steady flow its rate', () => {
    const meter = new RateMeter()
    for (let t = 0; t <= 10_000; t += 100) meter.add(50, t)
    expect(meter.rate(10_050)).toBeGreaterThan(450)
    expect(meter.rate(10_050)).toBeLessThan(550)
  })

  it('falls to zero within three seconds after the last line', () => {
    const meter = new RateMeter()
    meter.add(1_000_000, 5_000)
    expect(meter.rate(5_500)).toBeGreaterThan(0)
    expect(meter.rate(8_000)).toBe(0)
  })

  it('keeps the last sixty whole seconds, oldest first', () => {
    const meter = new RateMeter()
    meter.add(7, 1_500)
    meter.add(9, 2_500)
    const history = meter.history(3_000)
    expect(history).toHaveLength(60)
    expect(history.slice(-3)).toEqual([0, 7, 9].slice(0, 3))
    expect(meter.history(200_000).every((sum) => sum === 0)).toBe(true)
  })
})
