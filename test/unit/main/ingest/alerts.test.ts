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
