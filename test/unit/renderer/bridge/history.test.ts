import { afterEach, expect, it, vi } from 'vitest'
import type { HistorySeries } from '#shared/history/series'
import { followHistory } from '../../../../src/renderer/bridge/history'
import { historyViewState } from '../../../../src/renderer/stores/history/view'

const FIRST_MS = 1_767_225_600_000
const NO_EVENTS = { total: 0, events: [] }

/** What the station answers: its history is of whole seconds, and so is its clock. */
function answerNow(): HistorySeries {
  const none = new Float64Array()
  return {
    fromMs: FIRST_MS,
    bucketMs: 1000,
    seconds: none,
    channels: [],
    paused: none,
    comparing: none,
    alerted: none,
    alert: [],
    paceLines: none,
    pacePauseMs: none,
    marks: [],
    firstMs: FIRST_MS,
    nowMs: Math.floor(Date.now() / 1000) * 1000,
  }
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('asks for the newest history once a second while it follows it', async () => {
  vi.useFakeTimers({ now: FIRST_MS + 300 })
  let asked = 0
  const call = (channel: string): Promise<unknown> => {
    if (channel !== 'history:series') return Promise.resolve({ ok: true, value: NO_EVENTS })
    asked += 1
    // Where each answer leads to the next question there would be no end.
    return asked > 100
      ? new Promise(() => undefined)
      : Promise.resolve({ ok: true, value: answerNow() })
  }
  vi.stubGlobal('window', { downlink: { call } })
  const stop = followHistory()
  await vi.advanceTimersByTimeAsync(100)
  historyViewState().actions.widthMeasured(1_000)
  await vi.advanceTimersByTimeAsync(5_000)
  stop()
  // At its start, for its width, and once in each of five seconds.
  expect(asked).toBe(7)
})
