import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** Names the file in which all programs of one `npm test` note what they did not run. */
export const NOT_RUN_FILE = 'DOWNLINK_NOT_RUN'

/** @typedef {{ test: string, why: string }} NotRun */

/**
 * Notes what was not run for the end of `npm test`; where nobody collects it, says it at once.
 *
 * @param {readonly NotRun[]} found
 */
export function noteNotRun(found) {
  if (found.length === 0) return
  const file = process.env[NOT_RUN_FILE]
  if (file === undefined) process.stderr.write(wordsOf(found))
  else appendFileSync(file, found.map((one) => `${JSON.stringify(one)}\n`).join(''))
}

/** @param {string} file @returns {string} all that was noted, for people; empty when nothing was */
export function readNotRun(file) {
  if (!existsSync(file)) return ''
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return wordsOf(lines.map((line) => JSON.parse(line)))
}

/** @param {readonly NotRun[]} found */
function wordsOf(found) {
  // The machine's own Node runs this, which need not have Map.groupBy.
  const reasons = new Set(found.map(({ why }) => why))
  return [...reasons]
    .flatMap((reason) => [
      `\nNot run, because ${reason}\n`,
      ...found.filter(({ why }) => why === reason).map(({ test }) => `  ${test}\n`),
    ])
    .join('')
}
