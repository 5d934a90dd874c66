import { afterEach, expect, it } from 'vitest'
import type { Alert } from '../../../../src/shared/status'
import { Alerts } from '../../../../src/main/ingest/alerts'
import { listen } from '../../../../src/main/ingest/events'

const full: Alert = { code: 'disk_full', message: 'The disk is full.' }
const gone: Alert = { code: 'database_missing', message: 'The database is gone.' }

let unlisten = (): void => undefined
afterEach(() => unlisten())

it('are told when they change, the graver one first', () => {
  const told: (string | null)[] = []
  unlisten = listen('alert', (alert) => told.push(alert?.code ?? null))
  const alerts = new Alerts()
  alerts.clear('writing')
  alerts.raise('writing', full)
  alerts.raise('writing', full)
  alerts.raise('place', gone)
  alerts.raise('writing', full)
  alerts.clear('place')
  alerts.clear('writing')
  expect(told).toEqual(['disk_full', 'database_missing', 'disk_full', null])
})

it('gain words that take a moment, and are told once', async () => {
  const told: (string | null)[] = []
  unlisten = listen('alert', (alert) => told.push(alert?.message ?? null))
  const alerts = new Alerts()
  alerts.detail = ({ code }) => (code === 'disk_full' ? Promise.resolve('9 MB.') : null)
  alerts.raise('writing', full)
  alerts.raise('writing', { ...full })
  await Promise.resolve().then(() => undefined)
  alerts.raise('writing', { ...full })
  alerts.raise('place', gone)
  alerts.clear('place')
  alerts.clear('writing')
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(told).toEqual(['The disk is full. 9 MB.', 'The database is gone.', null])
})

it('are told without more words where those can not be had', async () => {
  const told: (string | null)[] = []
  unlisten = listen('alert', (alert) => told.push(alert?.message ?? null))
  const alerts = new Alerts()
  alerts.detail = () => Promise.reject(new Error('no'))
  alerts.raise('writing', full)
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(told).toEqual(['The disk is full.'])
})
