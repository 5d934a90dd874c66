import { describe, expect, it } from 'vitest'
import { stationWords } from '../../../../src/renderer/app/stationWords'

const running = {
  state: 'running',
  paused: false,
  draining: false,
  alert: null,
  watchers: [{ state: 'watching', reason: null }],
} as const

describe('stationWords', () => {
  it('says that it runs only where nothing holds it up', () => {
    expect(stationWords(running)).toEqual({ word: 'Station running', tone: 'good', note: null })
    const alert = { code: 'disk_full', message: 'The disk is full.' } as const
    expect(stationWords({ ...running, alert })).toEqual({
      word: 'Station held up: disk full',
      tone: 'bad',
      note: 'The disk is full.',
    })
    expect(stationWords({ ...running, paused: true, alert }).tone).toBe('bad')
    expect(stationWords({ ...running, paused: true }).word).toBe('Station paused')
    expect(stationWords({ ...running, draining: true }).tone).toBe('attention')
  })

  it.each(['missing', 'refused'] as const)('is not well while the folder is %s', (state) => {
    const watchers = [...running.watchers, { state, reason: 'It is gone.' }]
    expect(stationWords({ ...running, watchers })).toMatchObject({
      tone: 'bad',
      note: 'It is gone.',
    })
  })

  it('runs without a watched folder, too', () => {
    expect(stationWords({ ...running, watchers: [] }).tone).toBe('good')
  })
})
