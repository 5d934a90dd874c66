import { describe, expect, it } from 'vitest'
import { Meter } from '../../../../../src/main/ingest/vitals/meter'
import type { Reading } from '../../../../../src/main/ingest/vitals/reading'

/** Measures every half second; answers the figures after each reading. */
function measured(readings: readonly Reading[]) {
  let at = 0
  const meter = new Meter(() => readings[at] ?? {})
  return readings.map((_, i) => {
    at = i
    return meter.measure(i * 500).figures
  })
}

describe('Meter', () => {
  it('makes rates and shares of the last two seconds of what only grows', () => {
    const steady = Array.from({ length: 7 }, (_, i) => ({ done: i * 500, busyMs: i * 125 }))
    const figures = measured([...steady, { done: 3_000, busyMs: 750 }])
    expect(figures[0]).toEqual({ rate: 0, load: 0 })
    expect(figures[1]).toEqual({ rate: 1_000, load: 0.25 })
    expect(figures[6]).toEqual({ rate: 1_000, load: 0.25 })
    // Half a second of silence in two.
    expect(figures[7]).toEqual({ rate: 750, load: 0.19 })
  })

  it('takes a count that began anew for no work, and no share for more than the whole', () => {
    expect(measured([{ done: 900 }, { done: 10 }])[1]).toEqual({ rate: 0 })
    expect(measured([{ busyMs: 0 }, { busyMs: 510 }])[1]).toEqual({ load: 1 })
  })

  it('passes on what is no count, memory in whole megabytes, and leaves out what is not told', () => {
    expect(measured([{ depth: 2, room: 3, memoryBytes: 12_345_678, line: 7 }])).toEqual([
      { depth: 2, room: 3, memoryBytes: 12_000_000, line: 7 },
    ])
    expect(measured([{}])).toEqual([{}])
    expect(new Meter(() => ({ detail: 'line 7' })).measure(0).detail).toBe('line 7')
  })
})
