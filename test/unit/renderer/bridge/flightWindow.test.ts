import { beforeEach, describe, expect, it } from 'vitest'
import type { Series } from '#shared/flight/series'
import {
  axisMoved,
  axisRests,
  question,
  servesAhead,
  servesNow,
} from '../../../../src/renderer/bridge/flightWindow'
import { flightViewState } from '../../../../src/renderer/stores/flight/view'

const scope = { kind: 'file', fileId: 1 } as const

/** Buckets from one moment on. */
function series(fromUs: number, bucketUs: number, buckets: number): Series {
  const empty = new Float64Array(buckets)
  const times = { firstUs: empty, lastUs: empty, count: empty }
  const gaps = { fromUs: new Float64Array(), toUs: new Float64Array() }
  return { fromUs, bucketUs, exact: true, ...times, channels: [], gaps, gapUs: Infinity }
}

/** Looks at a stretch of 100,000 µs, 1,000 px wide, of a million. */
function lookAt(fromUs: number, toUs = fromUs + 100_000): void {
  const { span, actions } = flightViewState()
  actions.spanChosen({ fromUs, toUs })
  axisMoved(span, flightViewState().span)
}

beforeEach(() => {
  const { actions } = flightViewState()
  actions.scopeChosen(scope, 'jackal_mk1')
  actions.extentReceived(scope, { firstUs: 0, lastUs: 1_000_000, records: 10 })
  actions.widthMeasured(1000)
  lookAt(400_000)
  axisRests()
})

describe('what is asked for', () => {
  it('reaches as far to both sides while the time axis rests', () => {
    expect(question()).toEqual({ window: { fromUs: 350_000, toUs: 550_000 }, buckets: 2000 })
  })

  it('reaches ahead while it is panned', () => {
    lookAt(410_000)
    expect(question()?.window).toEqual({ fromUs: 385_000, toUs: 635_000 })
    lookAt(400_000)
    expect(question()?.window).toEqual({ fromUs: 275_000, toUs: 525_000 })
  })

  it('ends where there is no more time', () => {
    lookAt(10_000)
    expect(question()?.window.fromUs).toBe(flightViewState().whole?.fromUs)
  })
})

describe('what is there', () => {
  it('will not do for going on where it ends ahead, but may end behind', () => {
    const ending = series(300_000, 100, 2100)
    expect(servesNow(ending)).toBe(true)
    expect(servesAhead(ending)).toBe(false)
    lookAt(405_000)
    expect(servesAhead(ending)).toBe(false)
    lookAt(400_000)
    expect(servesAhead(ending)).toBe(true)
  })

  it('may be coarser while the time axis moves', () => {
    const coarse = series(0, 200, 5000)
    expect(servesAhead(coarse)).toBe(false)
    lookAt(401_000)
    expect(servesAhead(coarse)).toBe(true)
    axisRests()
    expect(servesAhead(coarse)).toBe(false)
  })
})
