// Says whether the station kept its word. It shares no code with the program: it splits the packages
// into lines by itself, judges each line by itself, and reads the database through another build of
// SQLite.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { verdicts } from './judge.mjs'
import { hasLeftOut } from './leftOut.mjs'
import { readStored } from './stored.mjs'
import { definitionOf, readTable } from './tables.mjs'

/**
 * @typedef {object} Question
 * @property {string} database
 * @property {string} ingest the watched folder
 * @property {string} archive
 * @property {readonly string[]} originals paths of untouched copies of the packages; their names
 *   are those that they had in the watched folder
 * @property {'delete' | 'archive' | 'keep'} action what was set to happen to them; where nothing
 *   was set, those that lay in the folder before it was watched are kept
 * @property {readonly import('./tables.mjs').Definition[]} definitions of the types that packages may
 *   have beside those that come with the station
 * @property {readonly string[]} growing names of packages of which only a beginning has come yet
 * @property {boolean} isOver whether the station has done all that it had to; false right after a
 *   kill or a fault
 */

/**
 * @typedef {object} Answer
 * @property {readonly string[]} violations empty when all is well
 * @property {readonly { name: string, status: string, sourceState: string, reason: string }[]} files
 * @property {number} lines that are stored
 */

/** @param {Question} asked @returns {Answer} */
export function keptWord({
  database,
  ingest,
  archive,
  originals,
  action,
  definitions,
  growing,
  isOver,
}) {
  const { files, faults } = readStored(
    database,
    definitions.map(({ type }) => type),
  )
  const violations = [...faults]
  for (const original of originals) {
    const name = basename(original)
    const bytes = readFileSync(original)
    const rows = files.filter((file) => file.name === name)
    const places = placesOf(bytes, name, ingest, archive)
    const wanted = wantedOf(bytes, definitions)
    const found = growing.includes(name)
      ? [
          ...lineFaults(rows, wanted.verdicts, false),
          ...growingFaults(rows, bytes, join(ingest, name)),
        ]
      : [
          ...lineFaults(rows, wanted.verdicts, isOver),
          ...cellFaults(rows, wanted.cells),
          ...placeFaults(rows, places, endOf(wanted.hasLeftOut, action), isOver),
        ]
    violations.push(...found.map((fault) => `${name}: ${fault}`))
  }
  const names = new Set(originals.map((path) => basename(path)))
  for (const { id, name } of files) {
    if (!names.has(name)) violations.push(`row ${id} is of ${name}, which never was there`)
  }
  if (isOver) violations.push(...leftovers(ingest), ...leftovers(archive))
  return {
    violations,
    files: files.map(({ name, status, sourceState, reason }) => ({
      name,
      status,
      sourceState,
      reason: reason ?? '',
    })),
    lines: files.reduce((sum, file) => sum + file.lines.length, 0),
  }
}

/**
 * What has to be stored of a package.
 *
 * @param {Buffer} bytes @param {Question['definitions']} definitions
 * @returns {import('./tables.mjs').Table}
 */
function wantedOf(bytes, definitions) {
  const definition = definitionOf(bytes, definitions)
  if (definition !== undefined) return readTable(bytes, definition)
  return { verdicts: verdicts(bytes), cells: [], hasLeftOut: hasLeftOut(bytes) }
}

/**
 * Each cell that can't be read is told of, as soon as its line is stored.
 *
 * @param {readonly import('./stored.mjs').StoredFile[]} rows of one package
 * @param {readonly string[]} wanted
 */
function cellFaults([row], wanted) {
  if (row === undefined) return []
  const lines = new Set(row.lines.map(({ line }) => String(line)))
  const due = wanted.filter((cell) => lines.has(cell.slice(0, cell.indexOf(' '))))
  const said = row.cells.toSorted().join()
  return said === due.toSorted().join() && row.cellCount === due.length
    ? []
    : [`its cells are said to be ${row.cellCount}: ${said} instead of ${due.join()}`]
}

/**
 * @param {readonly import('./stored.mjs').StoredFile[]} rows of one package
 * @param {ReadonlyMap<number, string>} expected
 * @param {boolean} isOver
 */
function lineFaults(rows, expected, isOver) {
  if (rows.length > 1) return [`it has ${rows.length} rows`]
  const [row] = rows
  if (row === undefined) return isOver ? ['it has no row'] : []
  const faults = []
  const stored = new Map(row.lines.map(({ line, text: held }) => [line, held]))
  if (stored.size !== row.lines.length) faults.push('a line is stored twice')
  for (const [line, held] of stored) {
    if (expected.get(line) !== held) faults.push(`line ${line} is stored as ${held}`)
  }
  const isWhole = isOver || row.status === 'complete'
  const last = isWhole ? Infinity : Math.max(0, ...stored.keys())
  const missing = [...expected.keys()].filter((line) => line <= last && !stored.has(line))
  if (missing.length > 0) faults.push(`${missing.length} lines are missing, first ${missing[0]}`)
  const records = row.lines.filter(({ text: held }) => held.startsWith('record')).length
  const counts = [row.total, row.imported, row.errors].join(' ')
  const counted = [row.lines.length, records, row.lines.length - records].join(' ')
  if (counts !== counted) faults.push(`its row says ${counts}, stored are ${counted}`)
  if (isOver && row.status !== 'complete') faults.push(`it is ${row.status}: ${row.reason}`)
  return faults.slice(0, 5)
}

/**
 * @typedef {object} Places where a package's bytes are
 * @property {'whole' | 'changed' | 'absent'} visible under its name in the watched folder
 * @property {boolean} isHidden under a private name there
 * @property {'whole' | 'changed' | 'absent'} archived under its name in the archive
 */

/**
 * @param {Buffer} bytes @param {string} name @param {string} ingest @param {string} archive
 * @returns {Places}
 */
function placesOf(bytes, name, ingest, archive) {
  const hidden = privateNames(ingest).map((found) => join(ingest, found))
  return {
    visible: compare(join(ingest, name), bytes),
    isHidden: hidden.some((path) => compare(path, bytes) === 'whole'),
    archived: compare(join(archive, name), bytes),
  }
}

/** @param {string} path @param {Buffer} bytes @returns {'whole' | 'changed' | 'absent'} */
function compare(path, bytes) {
  if (!existsSync(path)) return 'absent'
  return readFileSync(path).equals(bytes) ? 'whole' : 'changed'
}

/**
 * What has to become of a source in the end: one that is gone had nothing that is not in the
 * database.
 *
 * @param {boolean} isLeftOut whether it holds anything that no record has
 * @param {Question['action']} action
 * @returns {'deleted' | 'archived' | 'kept'}
 */
function endOf(isLeftOut, action) {
  if (action === 'keep') return 'kept'
  return action === 'archive' || isLeftOut ? 'archived' : 'deleted'
}

/**
 * @param {readonly import('./stored.mjs').StoredFile[]} rows @param {Places} places
 * @param {'deleted' | 'archived' | 'kept'} end @param {boolean} isOver
 */
function placeFaults([row], { visible, isHidden, archived }, end, isOver) {
  const faults = []
  if (visible === 'changed') faults.push('the source was changed')
  if (archived === 'changed') faults.push('what lies in the archive is not the source')
  const isGone = visible === 'absent' && !isHidden
  if (isGone && row?.status !== 'complete') {
    faults.push(`the source is gone, and its row is ${row?.status ?? 'not there'}`)
  }
  if (isGone && end === 'archived' && archived !== 'whole') {
    faults.push('the source is gone and not in the archive')
  }
  if (isGone && end === 'kept') faults.push('the source is gone, and nobody said that it may go')
  const state = row?.sourceState ?? 'present'
  if (!isGone && (state === 'deleted' || state === 'archived')) {
    faults.push(`the source is there, and its row says ${state}`)
  }
  if (isOver) {
    if (!isGone && end !== 'kept') {
      faults.push(`the source is still there, and its row says ${state}: ${row?.reason}`)
    } else if (state !== end) faults.push(`its row says ${state} instead of ${end}`)
  }
  return faults
}

/**
 * A source that is still being written lies there as it was written, and nothing is over.
 *
 * @param {readonly import('./stored.mjs').StoredFile[]} rows @param {Buffer} whole
 * @param {string} path
 */
function growingFaults([row], whole, path) {
  if (!existsSync(path)) return ['the source is gone while it was written']
  const bytes = readFileSync(path)
  const faults = []
  if (!bytes.equals(whole.subarray(0, bytes.length))) faults.push('the source was changed')
  const state = row?.sourceState ?? 'present'
  if (state === 'deleted' || state === 'archived') {
    faults.push(`the source is there, and its row says ${state}`)
  }
  return faults
}

/** @param {string} folder */
function privateNames(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name.startsWith('.downlink-'))
}

/** @param {string} folder */
function leftovers(folder) {
  return privateNames(folder).map((name) => `${name} was left in ${basename(folder)}`)
}
