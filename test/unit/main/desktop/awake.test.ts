import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Awake, type SleepBlocker } from '../../../../src/main/desktop/awake'

const file = (waitingFor: string | null) => ({ waitingFor })
const importing = { active: [file('room on the disk'), file(null)] }

const start = vi.fn<SleepBlocker['start']>(() => 0)
const stop = vi.fn<SleepBlocker['stop']>(() => true)
let awake: Awake

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  awake = new Awake({ start, stop })
})
afterEach(() => {
  vi.useRealTimers()
})

it('lets the computer sleep again within five seconds after the last package', () => {
  awake.update(importing)
  awake.update(importing)
  expect(start.mock.calls).toEqual([['prevent-app-suspension']])
  awake.update({ active: [] })
  expect(stop).not.toHaveBeenCalled()
  vi.advanceTimersByTime(5_000)
  expect(stop.mock.calls).toEqual([[0]])
  awake.update(importing)
  expect(start).toHaveBeenCalledTimes(2)
})

it('asks once for packages that come one after the other', () => {
  for (let n = 0; n < 10; n += 1) {
    awake.update(importing)
    awake.update({ active: [] })
    vi.advanceTimersByTime(500)
  }
  expect(start).toHaveBeenCalledTimes(1)
  expect(stop).not.toHaveBeenCalled()
})

it('does not hold it for what waits', () => {
  awake.update({ active: [file('room on the disk')] })
  expect(start).not.toHaveBeenCalled()
})
