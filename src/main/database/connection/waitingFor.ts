import type { WriteDb } from '../handles'

/** Runs with SQLite waiting at most so many ms for other connections. */
export function waitingFor<T>(db: WriteDb, ms: number, run: () => T): T {
  const usual = Number(db.pragma('busy_timeout', { simple: true }))
  db.pragma(`busy_timeout = ${ms}`)
  try {
    return run()
  } finally {
    db.pragma(`busy_timeout = ${usual}`)
  }
}
