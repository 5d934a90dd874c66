import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { badText, recordText, valuesText } from './judge.mjs'

/**
 * @typedef {object} StoredFile
 * @property {number} id
 * @property {string} name
 * @property {string} status
 * @property {string} sourceState
 * @property {string | null} reason why it failed, or why its source is where it is
 * @property {number} total
 * @property {number} imported
 * @property {number} errors
 * @property {{ line: number, text: string }[]} lines
 * @property {string[]} cells that can't be read: line, channel, code
 * @property {number} cellCount how many there are said to be
 */

/**
 * What a database holds, read from a copy of its files, so that nothing is mended by looking at it.
 *
 * @param {string} path @param {readonly string[]} types whose records are read by their own views
 * @returns {{ files: StoredFile[], faults: string[] }} `faults`: what SQLite itself finds wrong
 */
export function readStored(path, types) {
  // A database that was never begun is an empty file.
  if (!existsSync(path) || statSync(path).size === 0) return { files: [], faults: [] }
  return ofCopy(path, (copy) => read(copy, types))
}

/**
 * Looks at a copy of a database.
 *
 * @template T @param {string} path @param {(copy: string) => T} look @returns {T}
 */
export function ofCopy(path, look) {
  const folder = mkdtempSync(join(tmpdir(), 'downlink-oracle-'))
  try {
    const copy = join(folder, 'copy.db')
    copyFileSync(path, copy)
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
    return look(copy)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @param {string} path @param {readonly string[]} types @returns {{ files: StoredFile[], faults: string[] }} */
function read(path, types) {
  const db = new DatabaseSync(path)
  try {
    return { files: filesIn(db, types), faults: faultsIn(db) }
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'ERR_SQLITE_ERROR') throw error
    return { files: [], faults: [`the database can't be read: ${error.message}`] }
  } finally {
    db.close()
  }
}

/** @param {DatabaseSync} db @returns {string[]} */
export function faultsIn(db) {
  const integrity = db
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => String(row['integrity_check']))
    .filter((message) => message !== 'ok')
  const foreign = db.prepare('PRAGMA foreign_key_check').all()
  return [
    ...integrity.map((message) => `integrity_check: ${message}`),
    ...unheldPages(db),
    ...foreign.map((row) => `foreign_key_check: ${JSON.stringify(row)}`),
  ]
}

/**
 * SQLite's own check looks for these too, but up to 3.54 it leaves that out where the first object of
 * its schema, by the hashes of names, is a view.
 *
 * @param {DatabaseSync} db @returns {string[]}
 */
function unheldPages(db) {
  const row = db
    .prepare(
      `SELECT page_count - freelist_count - (SELECT count(*) FROM dbstat) AS unheld
       FROM pragma_page_count, pragma_freelist_count`,
    )
    .get()
  const unheld = Number(row?.['unheld'])
  return unheld === 0 ? [] : [`${unheld} pages are held by nothing`]
}

/** @param {DatabaseSync} db @param {readonly string[]} types @returns {StoredFile[]} */
function filesIn(db, types) {
  const made = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'files'`).get()
  if (made === undefined) return []
  return db
    .prepare('SELECT * FROM files ORDER BY id')
    .all()
    .map((row) => {
      const id = Number(row['id'])
      return {
        id,
        name: String(row['name']),
        status: String(row['status']),
        sourceState: String(row['source_state']),
        reason: String(row['failure_message'] ?? row['source_reason'] ?? ''),
        total: Number(row['total_lines']),
        imported: Number(row['imported_lines']),
        errors: Number(row['error_lines']),
        lines: [...recordsIn(db, id, row['satellite_type'], types), ...badLinesOf(db, id)],
        ...cellsOf(db, id),
      }
    })
}

/** What says which record it is, and not what it holds. */
const PLACES = new Set(['id', 'file_id', 'line', 'timestamp_us'])

/**
 * Records by the view of their type where that is one of these, else by that of all types.
 *
 * @param {DatabaseSync} db @param {number} fileId @param {unknown} type
 * @param {readonly string[]} types
 */
function recordsIn(db, fileId, type, types) {
  if (typeof type !== 'string' || !types.includes(type)) return recordsOf(db, fileId)
  const records = db.prepare(`SELECT * FROM telemetry_${type} WHERE file_id = ? ORDER BY line`)
  return records.all(fileId).map((row) => {
    const values = Object.entries(row).filter(([name]) => !PLACES.has(name))
    return {
      line: Number(row['line']),
      text: valuesText(BigInt(Number(row['timestamp_us'])), Object.fromEntries(values)),
    }
  })
}

/** @param {DatabaseSync} db @param {number} fileId */
function cellsOf(db, fileId) {
  const cells = db.prepare(
    `SELECT line || ' ' || channel || ' ' || code AS cell FROM cell_errors WHERE file_id = ?`,
  )
  const count = db.prepare('SELECT total(count) AS n FROM cell_error_counts WHERE file_id = ?')
  return {
    cells: cells.all(fileId).map(({ cell }) => String(cell)),
    cellCount: Number(count.get(fileId)?.['n']),
  }
}

/** @param {DatabaseSync} db @param {number} fileId */
export function recordsOf(db, fileId) {
  const records = db.prepare('SELECT * FROM telemetry WHERE file_id = ? ORDER BY line')
  return records.all(fileId).map((row) => ({
    line: Number(row['line']),
    text: textOf(row),
  }))
}

/**
 * A torn database may hold anything: what is no record is a text that no record is equal to.
 *
 * @param {Record<string, unknown>} row
 */
function textOf(row) {
  const words = wordsIn(row['instruments'])
  if (words === null) return `record with ${JSON.stringify(row['instruments'])} for instruments`
  return recordText({
    time: BigInt(Number(row['timestamp_us'])),
    numbers: ['velocity', 'altitude', 'latitude', 'longitude'].map((name) => Number(row[name])),
    words,
  })
}

/** @param {unknown} stored @returns {Record<string, string> | null} null where it is no object */
function wordsIn(stored) {
  try {
    const words = JSON.parse(String(stored))
    return typeof words === 'object' && !Array.isArray(words) ? words : null
  } catch {
    return null
  }
}

/** @param {DatabaseSync} db @param {number} fileId */
export function badLinesOf(db, fileId) {
  const bad = db.prepare('SELECT * FROM line_errors WHERE file_id = ? ORDER BY line')
  return bad.all(fileId).map((row) => {
    const raw = row['raw']
    const status = String(row['status'])
    const line = Number(row['line'])
    if (!(raw instanceof Uint8Array)) return { line, status, text: 'bad, without bytes' }
    const rawBytes = Number(row['raw_bytes'])
    return {
      line,
      status,
      text: badText(String(row['code']), rawBytes, raw),
    }
  })
}
