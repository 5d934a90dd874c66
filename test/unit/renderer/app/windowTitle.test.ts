import type { LiveFile } from '#shared/status'
import { describe, expect, it } from 'vitest'
import { windowTitle } from '../../../../src/renderer/app/windowTitle'

const file = (doneBytes: number, sizeBytes: number): LiveFile => ({
  id: 1,
  name: 'pass.json',
  status: 'processing',
  stage: 'reading',
  waitingFor: null,
  sizeBytes,
  doneBytes,
  totalLines: 0,
  importedLines: 0,
  errorLines: 0,
  skippedLines: 0,
  linesPerSecond: 0,
  secondsLeft: null,
})
const running = {
  state: 'running',
  paused: false,
  draining: false,
  alert: null,
  watchers: [{ state: 'watching', reason: null }],
} as const

describe('windowTitle', () => {
  it('shows how far the files in work are, all in all', () => {
    expect(windowTitle('Downlink', { ...running, active: [file(50, 100), file(12, 100)] })).toBe(
      '31 % - 2 files - Downlink',
    )
    expect(windowTitle('Downlink', { ...running, active: [file(0, 0)] })).toBe(
      '0 % - 1 file - Downlink',
    )
  })

  it('falls back to the name when nothing is in work', () => {
    expect(windowTitle('Downlink', null)).toBe('Downlink')
    expect(windowTitle('Downlink', { ...running, active: [] })).toBe('Downlink')
  })

  it('says first what somebody has to see to', () => {
    const alert = { code: 'disk_full', message: 'The disk is full.' } as const
    expect(windowTitle('Downlink', { ...running, alert, active: [file(1, 2)] })).toBe(
      'Needs you - Downlink',
    )
    expect(windowTitle('Downlink', { ...running, paused: true, active: [file(1, 2)] })).toBe(
      'Paused - Downlink',
    )
  })
})
