import { cpus, loadavg, release, totalmem, type } from 'node:os'
import Database from 'better-sqlite3'
import { findElectron } from '../../../scripts/lib/electron.js'

/** What the figures were measured on, one fact a line. */
export function machineFacts(versions: ReadonlyMap<string, string>): string[] {
  const cores = cpus()
  const electron = findElectron()
  const peers = [...versions].map(([name, version]) => `${name}: ${version}`)
  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Machine: ${cores.length} cores of ${cores[0]?.model.trim() ?? 'an unknown kind'}, ` +
      `${(totalmem() / 1e9).toFixed(0)} GB memory, ${type()} ${release()}`,
    `Terminal: Node ${process.versions.node}, SQLite ${sqliteVersion()}`,
    electron === null
      ? 'Window: no Electron'
      : `Window: Electron ${electron.version}${electron.isFallback ? ', which stands in for the current one' : ''}`,
    ...(peers.length === 0 ? [] : [`Peers: ${peers.join('; ')}`]),
  ]
}

/** Runnable processes over the last minute: what else the machine did when the bench began. */
export function loadBefore(): string {
  return `Load average when it began: ${(loadavg()[0] ?? 0).toFixed(1)}`
}

function sqliteVersion(): string {
  const db = new Database(':memory:')
  try {
    return db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? 'unknown'
  } finally {
    db.close()
  }
}
