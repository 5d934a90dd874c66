import { setTimeout as delay } from 'node:timers/promises'
import type { SourceTime } from './types'

export const systemTime: SourceTime = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  },
}
