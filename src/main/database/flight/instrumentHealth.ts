import type { InstrumentHealth } from '#shared/flight/health'
import { MAX_WORDS } from '#shared/flight/bounds'
import { eachStatusBlock, isChange, type Said } from '../../record/statusRollup'
import type { Reading } from '../definitions/reading'
import type { ReadDb } from '../handles'
import { wholeStatuses } from '../rollups/wholeStatuses'
import { shownWord } from './statuses'

interface Tally {
  changes: number
  last: Said | null | undefined
  readonly counts: Map<Said | null, number>
}

/** How often each state and each instrument of a file said what, and how often that changed. */
export function instrumentHealth(db: ReadDb, fileId: number, reading: Reading): InstrumentHealth[] {
  const everything = { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER }
  const tallies = new Map<string, Tally>()
  for (const row of wholeStatuses(db, fileId, everything)) {
    for (const { instruments } of eachStatusBlock(row)) {
      for (const [name, { changes, first, last, counts }] of instruments) {
        const tally: Tally = tallies.get(name) ?? { changes: 0, last: undefined, counts: new Map() }
        tallies.set(name, tally)
        const turns = tally.last !== undefined && isChange(tally.last, first) ? 1 : 0
        tally.changes += changes + turns
        tally.last = last
        for (const [word, count] of counts) {
          tally.counts.set(word, (tally.counts.get(word) ?? 0) + count)
        }
      }
    }
  }
  return [...new Set([...reading.wordNames, ...tallies.keys()])].flatMap((name) => {
    const tally = tallies.get(name)
    if (tally === undefined) return []
    return { name, changes: tally.changes, words: listed(named(reading, name, tally.counts)) }
  })
}

/** By the words that are shown: several values may have the same. */
function named(
  reading: Reading,
  name: string,
  counts: ReadonlyMap<Said | null, number>,
): ReadonlyMap<string | null, number> {
  const words = new Map<string | null, number>()
  for (const [said, count] of counts) {
    const word = shownWord(reading, name, said)
    words.set(word, (words.get(word) ?? 0) + count)
  }
  return words
}

/** The most frequent words, and all others together. */
function listed(counts: ReadonlyMap<string | null, number>): InstrumentHealth['words'] {
  const words = [...counts]
    .map(([word, count]) => ({ word, count }))
    .toSorted((a, b) => Number(a.word === null) - Number(b.word === null) || b.count - a.count)
  const told = words.filter(({ word }) => word !== null).slice(0, MAX_WORDS)
  const others = words.slice(told.length).reduce((sum, { count }) => sum + count, 0)
  return others === 0 ? told : [...told, { word: null, count: others }]
}
