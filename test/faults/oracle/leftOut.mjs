import { keysOf, verdicts } from './judge.mjs'
import { linesOf, typeOf } from './lines.mjs'

/**
 * Whether a package holds anything that no record has: then its source may be moved, and never be
 * deleted.
 *
 * @param {Buffer} bytes
 */
export function hasLeftOut(bytes) {
  if ([...verdicts(bytes).values()].some((text) => text.startsWith('bad'))) return true
  const { time, numbers, words } = keysOf(typeOf(bytes))
  const wanted = [time, ...numbers, ...words].length
  // Every line is a record and has all these keys: one member more is another key, or one again.
  return linesOf(bytes).some(({ raw }) => membersIn(raw.toString()) !== wanted)
}

/** @param {string} text an object as JSON */
function membersIn(text) {
  let [depth, commas] = [0, 0]
  for (const [part] of text.matchAll(/"(?:\\.|[^"\\])*"|[[\]{},]/gs)) {
    if (part === '{' || part === '[') depth += 1
    else if (part === '}' || part === ']') depth -= 1
    else if (part === ',' && depth === 1) commas += 1
  }
  return commas + 1
}
