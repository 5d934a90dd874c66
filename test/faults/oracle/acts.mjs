// Which of the states that packages may be in after an operator's acts is the one in the database.
// Shares no code with the program, as oracle.mjs does not.
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { verdicts, verdictOfText } from './judge.mjs'
import { typeOf } from './lines.mjs'
import { badLinesOf, faultsIn, ofCopy, recordsOf } from './stored.mjs'

/**
 * @typedef {object} PackageState
 * @property {number} fileId
 * @property {string} original path of the package's own bytes
 * @property {boolean} isShown false where it is removed, or does not have its place yet
 * @property {readonly [number, string][]} mended lines that count as records, with their new text
 * @property {readonly number[]} dismissed
 */

/**
 * @typedef {object} Question
 * @property {string} database
 * @property {readonly { name: string, packages: readonly PackageState[] }[]} states
 */

/**
 * @typedef {object} Answer
 * @property {readonly string[]} violations what no state may be: SQLite finds the file damaged
 * @property {readonly string[]} found names of the states that it is in
 * @property {readonly string[]} differences of each state that it is not in, the first
 */

/** @param {Question} asked @returns {Answer} */
export function stateAfterActs({ database, states }) {
  return ofCopy(database, (copy) => answer(copy, states))
}

/** @param {string} copy @param {Question['states']} states @returns {Answer} */
function answer(copy, states) {
  const db = new DatabaseSync(copy)
  try {
    const differing = states.map(({ name, packages }) => ({
      name,
      difference: packages.map((state) => differenceOf(db, state)).find((one) => one !== null),
    }))
    return {
      violations: [...faultsIn(db), ...strangers(db)],
      found: differing.filter(({ difference }) => difference === undefined).map(({ name }) => name),
      differences: differing.flatMap(({ name, difference }) =>
        difference === undefined ? [] : [`not '${name}': ${difference}`],
      ),
    }
  } finally {
    db.close()
  }
}

/** The first difference between what is stored of a package and a state; null when there is none. */
function differenceOf(
  /** @type {DatabaseSync} */ db,
  /** @type {PackageState} */ { fileId, original, isShown, mended, dismissed },
) {
  const records = recordsOf(db, fileId)
  const bad = badLinesOf(db, fileId)
  if (!isShown) {
    const shown = records.length + bad.length
    return shown === 0 ? null : `${shown} lines of #${fileId} are shown`
  }
  const bytes = readFileSync(original)
  const lines = verdicts(bytes)
  const fixed = new Map(mended)
  const badByLine = Map.groupBy(bad, ({ line }) => line)
  const recordsByLine = Map.groupBy(records, ({ line }) => line)
  for (const [line, verdict] of lines) {
    const isBad = verdict.startsWith('bad')
    const correction = fixed.get(line)
    const status = fixed.has(line) ? 'fixed' : dismissed.includes(line) ? 'dismissed' : 'open'
    const wantedBad = isBad ? [`${status} ${verdict}`] : []
    const wantedRecord = isBad
      ? correction === undefined
        ? []
        : [verdictOfText(correction, typeOf(bytes))]
      : [verdict]
    const difference =
      unlike(
        `bad line ${line}`,
        badByLine,
        line,
        wantedBad,
        (one) => `${one.status} ${one.text}`,
      ) ?? unlike(`record of line ${line}`, recordsByLine, line, wantedRecord, (one) => one.text)
    if (difference !== null) return `#${fileId}: ${difference}`
  }
  const others = [...records, ...bad].filter(({ line }) => !lines.has(line))
  if (others.length > 0) return `#${fileId} has line ${others[0]?.line}, which it never had`
  const row = db
    .prepare('SELECT total_lines, imported_lines, error_lines FROM files WHERE id = ?')
    .get(fileId)
  const counted = [lines.size, records.length, lines.size - records.length].join(' ')
  const said = row === undefined ? 'nothing' : Object.values(row).join(' ')
  return said === counted ? null : `#${fileId}: its row says ${said}, stored are ${counted}`
}

/**
 * @template {{ line: number }} T
 * @param {string} what @param {Map<number, T[]>} stored @param {number} line
 * @param {readonly string[]} wanted @param {(one: T) => string} inWords
 */
function unlike(what, stored, line, wanted, inWords) {
  const held = (stored.get(line) ?? []).map(inWords)
  return held.join() === wanted.join()
    ? null
    : `${what} is '${held.join()}' instead of '${wanted.join()}'`
}

/** Lines of files that have no row. @param {DatabaseSync} db @returns {string[]} */
function strangers(db) {
  return ['telemetry', 'line_errors'].flatMap((view) => {
    const [found] = db
      .prepare(`SELECT count(*) AS n FROM ${view} WHERE file_id NOT IN (SELECT id FROM files)`)
      .all()
    return Number(found?.['n']) === 0 ? [] : [`${view} has lines of files without a row`]
  })
}
