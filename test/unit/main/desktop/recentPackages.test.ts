import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RecentPackages, type RecentPackage } from '../../../../src/main/desktop/recentPackages'

const file = (id: number) => ({ id, name: `${id}.json`, path: `/in/${id}.json`, removal: null })

let files: ReturnType<typeof file>[] = []
const newest = vi.fn<() => Promise<typeof files>>(async () => files)
const told = vi.fn<(packages: readonly RecentPackage[]) => void>()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.clearAllMocks()
})
afterEach(() => {
  vi.useRealTimers()
})

it('asks when files ended, but not more often than a menu can change, and tells of others alone', async () => {
  const recent = new RecentPackages(newest, told)
  files = [file(1)]
  recent.update({ revision: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toHaveBeenLastCalledWith([{ fileId: 1, name: '1.json', path: '/in/1.json' }])

  files = [file(2), file(1)]
  for (const revision of [2, 3, 4]) recent.update({ revision })
  await vi.advanceTimersByTimeAsync(4_999)
  expect(newest).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(newest).toHaveBeenCalledTimes(2)
  expect(told).toHaveBeenCalledTimes(2)

  recent.update({ revision: 5 })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(newest).toHaveBeenCalledTimes(3)
  expect(told).toHaveBeenCalledTimes(2)
  recent.update({ revision: 5 })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(newest).toHaveBeenCalledTimes(3)
})
