import { describe, expect, it } from 'vitest'
import type { WatcherState } from '#shared/status'
import { trayState } from '../../../../src/main/desktop/trayWords'

const none = {
  queued: 0,
  processing: 0,
  waiting: 0,
  paused: 0,
  complete: 0,
  failed: 0,
  cancelled: 0,
  duplicate: 0,
}
const full = { code: 'disk_full', message: 'The disk is full.' } as const

interface Different {
  readonly state?: 'running' | 'stopping'
  readonly paused?: boolean
  readonly alert?: typeof full
  readonly watchers?: readonly WatcherState[]
  readonly counts?: Partial<typeof none>
}

/** A station that watches a folder, and what is different in it. */
function station({
  state = 'running',
  paused = false,
  alert,
  watchers = ['watching'],
  counts = {},
}: Different = {}) {
  return {
    state,
    paused,
    alert: alert ?? null,
    watchers: watchers.map((one) => ({ state: one })),
    counts: { ...none, ...counts },
  }
}

describe('trayState', () => {
  it.each([
    ['watching', 'rest', station()],
    ['idle', 'rest', station({ watchers: [] })],
    ['importing 1 file', 'busy', station({ counts: { processing: 1 } })],
    ['importing 1,200 files', 'held', station({ counts: { processing: 1_200, failed: 1 } })],
    ['watching', 'held', station({ counts: { failed: 1 } })],
    ['paused', 'paused', station({ paused: true, counts: { failed: 1 } })],
    ['the watched folder is not there', 'trouble', station({ watchers: ['missing'] })],
    ['a watched folder is not there', 'trouble', station({ watchers: ['watching', 'refused'] })],
    ['needs you: open the window', 'trouble', station({ alert: full, watchers: ['missing'] })],
    ['stopping', 'rest', station({ state: 'stopping', alert: full })],
  ] as const)('says %s, and is marked as %s', (state, tone, of) => {
    expect(trayState(of)).toMatchObject({ state, tone })
  })

  it('says what stands in the queue', () => {
    expect(trayState(station()).queue).toBeNull()
    const counts = { queued: 1_500, failed: 2, complete: 9 }
    expect(trayState(station({ counts })).queue).toBe('1,500 queued, 2 held')
  })
})
