import type { Alert } from '#shared/status'

interface AlertWords {
  readonly title: string
  /** Whether holding every file keeps things from getting worse until it is mended. */
  readonly pauseHelps: boolean
}

/** What heads an alert; its message says where, why and what to do. */
export const alertWords: Readonly<Record<Alert['code'], AlertWords>> = {
  disk_full: { title: 'Disk full', pauseHelps: true },
  database_busy: { title: 'Database locked', pauseHelps: true },
  database_missing: { title: 'Database not found', pauseHelps: false },
  database_error: { title: 'Database trouble', pauseHelps: false },
}
