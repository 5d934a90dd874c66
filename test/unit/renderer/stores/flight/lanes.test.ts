import { describe, expect, it } from 'vitest'
import type { FlightChannel } from '#shared/flight/channels'
import { rowsOf, shareOffer } from '../../../../../src/renderer/features/flight/channelRows'
import {
  lanesOf,
  MAX_IN_LANE,
  parted,
  shared,
  type Sharing,
} from '../../../../../src/renderer/stores/flight/lanes'

function number(name: string, unit = 'V', group: string | null = null): FlightChannel {
  return { name, label: name, kind: 'number', unit, group, decimals: null, role: null, states: [] }
}

const none: Sharing = new Map()

function named(channels: readonly FlightChannel[], sharing: Sharing): string[] {
  return lanesOf(channels, sharing).map((lane) => lane.map(({ name }) => name).join(' '))
}

describe('lanes', () => {
  const [a, b, c, d] = [number('a'), number('b'), number('constructor'), number('d')]
  const all = [a, b, c, d]

  it('hold a channel each, until one shares that of another, wherever that stands', () => {
    expect(named(all, none)).toEqual(['a', 'b', 'constructor', 'd'])
    const sharing = shared(none, ['d'], 'b')
    expect(named(all, sharing)).toEqual(['a', 'b d', 'constructor'])
    expect(named(all, parted(sharing, ['d']))).toEqual(['a', 'b', 'constructor', 'd'])
  })

  it('come together whole, and stay so where one of their channels is not plotted', () => {
    const sharing = shared(shared(none, ['constructor'], 'b'), ['b'], 'a')
    expect(named(all, sharing)).toEqual(['a b constructor', 'd'])
    expect(named([b, c, d], sharing)).toEqual(['b constructor', 'd'])
    expect(named([a, c, d], parted(sharing, ['b']))).toEqual(['a constructor', 'd'])
  })

  it('hold no more than there are colours; the others begin another', () => {
    const many = Array.from({ length: MAX_IN_LANE + 2 }, (_, k) => number(`v${k}`))
    const sharing = shared(
      none,
      many.map(({ name }) => name),
      'v0',
    )
    expect(lanesOf([a, ...many, d], sharing).map((lane) => lane.length)).toEqual([1, 8, 2, 1])
  })
})

describe('the list of channels', () => {
  const channels = [
    number('bus', 'V', 'EPS'),
    number('load', 'A', 'EPS'),
    number('cell', 'V', 'EPS'),
    number('wheel', 'rpm', 'ADCS'),
  ]
  const chosen = new Set(['bus', 'load'])

  function offer(text: string, row: number, sharing: Sharing = none, of = chosen) {
    return shareOffer(rowsOf(channels, text), row, of, sharing)
  }

  it('puts a number into the lane of the plotted one above it, among those that were found', () => {
    expect(offer('', 1)).toBe(null)
    expect(offer('', 2)?.title).toBe('Load: into the lane of Bus')
    expect(offer('', 3)?.title).toBe('Cell: into the lane of Load')
    const found = offer('v', 2)
    expect(found?.title).toBe('Cell: into the lane of Bus')
    expect(named(channels, found?.after ?? none)).toEqual(['bus cell', 'load', 'wheel'])
  })

  it('takes it out again, also where the one above is in another lane', () => {
    const sharing = shared(none, ['cell'], 'bus')
    const found = offer('', 3, sharing, new Set(['bus', 'load', 'cell']))
    expect(found?.title).toBe('Cell: into a lane of its own')
    expect(found?.after).toEqual(none)
  })

  it('gives a group a lane for each unit', () => {
    const found = offer('', 0)
    expect(found).toMatchObject({ title: 'EPS: one lane for each unit', names: ['bus', 'cell'] })
    const on = offer('', 0, found?.after, new Set(['bus', 'load', 'cell']))
    expect(on).toMatchObject({ isOn: true, after: none })
    expect(offer('', 4)).toBe(null)
  })
})
