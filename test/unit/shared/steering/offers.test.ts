import { describe, expect, it } from 'vitest'
import { componentIds, parserId } from '#shared/steering/ids'
import { offersOf, type Offer, type Steerable } from '#shared/steering/offers'
import type { ComponentStatus } from '#shared/status'

const counts = {
  queued: 5,
  processing: 2,
  waiting: 0,
  paused: 0,
  complete: 0,
  failed: 0,
  cancelled: 0,
  duplicate: 0,
}
const file = { id: 7, name: 'pass.json' }

const component = (id: string, more: Partial<ComponentStatus> = {}): ComponentStatus => ({
  id,
  name: id,
  parent: null,
  state: 'running',
  detail: '',
  restarts: 0,
  lastError: null,
  ...more,
})

const parser = component(parserId(7), { file, line: 512_001 })
const station: Steerable = { paused: false, draining: false, counts, components: [parser] }

function offer(of: ComponentStatus, action: Offer['action'], now = station): Offer {
  const found = offersOf(of, now).find((each) => each.action === action)
  if (found === undefined) throw new Error(`no ${action}`)
  return found
}

const actions = (of: ComponentStatus, now = station): string[] =>
  offersOf(of, now).map(({ action }) => action)

describe('offersOf', () => {
  it('says from which line a package goes on when its reader is restarted', () => {
    const reader = component(`${parserId(7)}-reader`, { file, line: 512_001 })
    expect(offer(reader, 'restart').will).toBe(
      'Restart the reader of pass.json with its staging and persister: it goes on from line 512,001 in a new thread. Nothing is lost, and it does not count as a fall.',
    )
    // Its staging does not know the line, but its parser does.
    const staging = component(`${parserId(7)}-staging`, { file })
    expect(offer(staging, 'restart').will).toContain('line 512,001')
  })

  it('says how many packages a drain finishes, and how many wait', () => {
    const { will, why } = offer(component(componentIds.root), 'drain')
    expect(will).toMatch(/^The 2 packages in work are finished, no other is begun/)
    expect(will).toContain('5 in the queue wait')
    expect(why).toBeNull()
    const none = { ...station, counts: { ...counts, processing: 0, queued: 0 } }
    expect(offer(component(componentIds.parsers), 'drain', none).will).toMatch(
      /^Nothing is in work/,
    )
  })

  it('offers the way back from pause and drain, and no drain while paused', () => {
    const root = component(componentIds.root)
    expect(actions(root)).toEqual(['pause', 'drain'])
    expect(actions(root, { ...station, draining: true })).toEqual(['pause', 'stop-draining'])
    const paused = { ...station, paused: true }
    expect(actions(root, paused)).toEqual(['resume', 'drain'])
    expect(offer(root, 'drain', paused).why).toMatch(/is paused/)
  })

  it('holds only what fell by itself, and releases what is held', () => {
    expect(offer(parser, 'hold').why).toMatch(/has not fallen/)
    const asked = { ...parser, restarts: 2, askedRestarts: 2 }
    expect(offer(asked, 'hold').why).toMatch(/has not fallen/)
    expect(offer({ ...asked, restarts: 3 }, 'hold').why).toBeNull()
    expect(actions({ ...parser, state: 'failed' })).toEqual(['release'])
    expect(actions({ ...parser, state: 'stopped' })).toEqual(['resume'])
  })

  it('offers nothing for a part that only holds others', () => {
    expect(offersOf(component(componentIds.database), station)).toEqual([])
    expect(offer(component(componentIds.watcher, { state: 'stopped' }), 'restart').why).toBe(
      'No folder is watched.',
    )
  })
})
