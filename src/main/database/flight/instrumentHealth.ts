import type { InstrumentHealth } from '#shared/flight/health'
import { MAX_WORDS } from '#shared/flight/statuses'
import { eachStatusBlock, isChange } from '../../record/statusRollup'
import type { ReadDb } from '../handles'
import { readStatusRollups } from '../rollups'

interface Tally {
  changes: number
  last: string | null | undefined
  readonly counts: Map<string | null, number>
}

/** How often each instrument of a file said what, and how often that changed. */
export function instrumentHealth(db: ReadDb, fileId: number): InstrumentHealth[] {
  const everything = { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER }
  const tallies = new Map<string, Tally>()
  for (const row of readStatusRollups(db, fileId, everything)) {
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
  return [...tallies].map(([name, { changes, counts }]) => ({
    name,
    changes,
    words: listed(counts),
  }))
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
