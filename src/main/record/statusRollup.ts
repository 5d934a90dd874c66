import { z } from 'zod'
import type { StatusRollup } from './chunk'
import type { RecordColumns } from './columns'
import { blockOfLine, countBlocks, linesOfBlock } from './blocks'

/** Words of one instrument that are told apart in one rollup; the others are counted together. */
const MOST_WORDS = 32
/** So many of a word's characters tell it from others. */
const LONGEST_WORD = 1_024

/** What one instrument says: each word has its place, and at last null for all others. */
interface Instrument {
  readonly name: string
  readonly words: (string | null)[]
}

/** One instrument in one block. */
export interface BlockStatus {
  changes: number
  first: string | null
  last: string | null
  readonly counts: Map<string | null, number>
}

/** One block; its instruments are in the rollup's order, as far as it has them. */
export interface StatusBlock {
  readonly block: number
  readonly instruments: ReadonlyMap<string, BlockStatus>
}

const FIXED = 3
const Words = z.array(z.tuple([z.string(), z.array(z.string().nullable())]))
const Texts = z.record(z.string(), z.string())

type StatusSource = Pick<RecordColumns, 'count' | 'line' | 'wordsIndex' | 'words'>

/** The status rollup of a chunk's records. Lines ascend. */
export function makeStatusRollup(records: StatusSource): StatusRollup {
  const { instruments, ids } = readTexts(records.words)
  const { count, line, wordsIndex } = records
  const starts: number[] = []
  let stride = 1
  for (const { words } of instruments) {
    starts.push(stride)
    stride += FIXED + words.length
  }
  const blocks = new Uint32Array(stride * countBlocks(records))
  const tally = new Uint32Array(records.words.length)
  let at = 0
  for (let from = 0; from < count; at += stride) {
    const block = blockOfLine(line[from] ?? 0)
    blocks[at] = block
    const end = linesOfBlock(block).last
    const first = wordsIndex[from] ?? 0
    const found: number[] = []
    let last = first
    while (from < count && (line[from] ?? 0) <= end) {
      const text = wordsIndex[from] ?? 0
      // As long as nothing changes, records are only counted.
      let to = from + 1
      while (to < count && wordsIndex[to] === text && (line[to] ?? 0) <= end) to += 1
      const before = tally[text] ?? 0
      if (before === 0) found.push(text)
      tally[text] = before + to - from
      if (text !== last) countChanges(blocks, at, starts, ids, last, text)
      last = text
      from = to
    }
    for (let k = 0; k < starts.length; k += 1) {
      putInstrument(blocks, at + (starts[k] ?? 0), ids[k] ?? NO_IDS, first, last, found, tally)
    }
    for (const text of found) tally[text] = 0
  }
  return { words: wordsText(instruments), blocks }
}

const NO_IDS = new Uint32Array(0)

/** What one instrument said in a block, from `start` on: its first word, its last, how often each. */
function putInstrument(
  blocks: Uint32Array,
  start: number,
  ids: Uint32Array,
  first: number,
  last: number,
  found: readonly number[],
  tally: Uint32Array,
): void {
  blocks[start + 1] = placeIn(ids, first)
  blocks[start + 2] = placeIn(ids, last)
  for (let i = 0; i < found.length; i += 1) {
    const text = found[i] ?? 0
    const counter = start + FIXED + placeIn(ids, text)
    blocks[counter] = (blocks[counter] ?? 0) + (tally[text] ?? 0)
  }
}

/** Which of the told words of an instrument a text has. */
function placeIn(ids: Uint32Array, text: number): number {
  return Math.min(ids[text] ?? 0, MOST_WORDS)
}

function countChanges(
  blocks: Uint32Array,
  at: number,
  starts: readonly number[],
  ids: readonly Uint32Array[],
  last: number,
  text: number,
): void {
  for (let k = 0; k < starts.length; k += 1) {
    const ofInstrument = ids[k]
    if (ofInstrument?.[last] === ofInstrument?.[text]) continue
    const changes = at + (starts[k] ?? 0)
    blocks[changes] = (blocks[changes] ?? 0) + 1
  }
}

/** Where a block counts the records with one word, from the block's beginning on. */
export interface StatusField {
  readonly name: string
  readonly word: string | null
  readonly offset: number
}

/** Where the counts of each block lie in `blocks`, for whoever only needs these. */
export function statusFields(words: string): {
  readonly fields: readonly StatusField[]
  readonly stride: number
} {
  const fields: StatusField[] = []
  let at = 1
  for (const { name, words: known } of readWords(words)) {
    at += FIXED
    for (const word of known) {
      fields.push({ name, word, offset: at })
      at += 1
    }
  }
  return { fields, stride: at }
}

/** The blocks of a rollup, one after the other. */
export function* eachStatusBlock({ words, blocks }: StatusRollup): Generator<StatusBlock> {
  const instruments = readWords(words)
  for (let at = 0; at < blocks.length;) {
    const block = blocks[at] ?? 0
    at += 1
    const found = new Map<string, BlockStatus>()
    for (const { name, words: known } of instruments) {
      const wordAt = (offset: number): string | null => known[blocks[at + offset] ?? 0] ?? null
      const counts = new Map<string | null, number>()
      for (const [place, word] of known.entries()) {
        const count = blocks[at + FIXED + place] ?? 0
        if (count > 0) counts.set(word, count)
      }
      if (counts.size > 0) {
        found.set(name, { changes: blocks[at] ?? 0, first: wordAt(1), last: wordAt(2), counts })
      }
      at += FIXED + known.length
    }
    yield { block, instruments: found }
  }
}

/**
 * Makes one rollup of blocks in the order of their lines. Parts of the same block that follow each
 * other become one.
 */
export function packStatusBlocks(blocks: Iterable<StatusBlock>): StatusRollup {
  const whole = joinParts(blocks)
  const instruments = instrumentsOf(whole)
  const stride = instruments.reduce((sum, { words }) => sum + FIXED + words.length, 1)
  const packed = new Uint32Array(stride * whole.length)
  let at = 0
  for (const { block, instruments: found } of whole) {
    packed[at] = block
    at += 1
    for (const { name, words } of instruments) {
      const status = found.get(name)
      if (status !== undefined) {
        const placeOf = (word: string | null): number => {
          const place = words.indexOf(word)
          return place === -1 ? words.length - 1 : place
        }
        packed[at] = status.changes
        packed[at + 1] = placeOf(status.first)
        packed[at + 2] = placeOf(status.last)
        for (const [word, count] of status.counts) {
          const counter = at + FIXED + placeOf(word)
          packed[counter] = (packed[counter] ?? 0) + count
        }
      }
      at += FIXED + words.length
    }
  }
  return { words: wordsText(instruments), blocks: packed }
}

/** Whether the word changed from one record to the next. Two that are not told apart differ. */
export function isChange(from: string | null, to: string | null): boolean {
  return from === null || from !== to
}

function joinParts(blocks: Iterable<StatusBlock>): StatusBlock[] {
  const whole: StatusBlock[] = []
  for (const part of blocks) {
    const before = whole.at(-1)
    if (before?.block === part.block) whole[whole.length - 1] = joined(before, part)
    else whole.push(part)
  }
  return whole
}

function joined(before: StatusBlock, after: StatusBlock): StatusBlock {
  const instruments = new Map(before.instruments)
  for (const [name, b] of after.instruments) {
    const a = instruments.get(name)
    if (a === undefined) {
      instruments.set(name, b)
      continue
    }
    const counts = new Map(a.counts)
    for (const [word, count] of b.counts) counts.set(word, (counts.get(word) ?? 0) + count)
    const changes = a.changes + b.changes + (isChange(a.last, b.first) ? 1 : 0)
    instruments.set(name, { changes, first: a.first, last: b.last, counts })
  }
  return { block: before.block, instruments }
}

function instrumentsOf(blocks: readonly StatusBlock[]): Instrument[] {
  const found = new Map<string, Set<string | null>>()
  for (const { instruments } of blocks) {
    for (const [name, { counts }] of instruments) {
      const words = found.get(name) ?? new Set()
      found.set(name, words)
      for (const word of counts.keys()) words.add(word)
    }
  }
  return [...found].map(([name, words]) => {
    const told = [...words].filter((word) => word !== null)
    const isMore = told.length > MOST_WORDS || words.has(null)
    return { name, words: [...told.slice(0, MOST_WORDS), ...(isMore ? [null] : [])] }
  })
}

/**
 * The instruments that texts speak of and, for each instrument, which of its words each text has, by
 * number. A word's place in a block is its number, as far as words are told apart.
 */
function readTexts(texts: readonly string[]): {
  instruments: Instrument[]
  ids: Uint32Array[]
} {
  const instruments: Instrument[] = []
  const ids: Uint32Array[] = []
  const known: Map<string, number>[] = []
  const places = new Map<string, number>()
  for (const [index, text] of texts.entries()) {
    for (const [name, whole] of Object.entries(Texts.parse(JSON.parse(text)))) {
      const word = whole.slice(0, LONGEST_WORD)
      const k = places.get(name) ?? places.size
      places.set(name, k)
      const { words } = (instruments[k] ??= { name, words: [] })
      const numbers = (known[k] ??= new Map())
      const id = numbers.get(word) ?? numbers.size
      numbers.set(word, id)
      if (id === words.length && id <= MOST_WORDS) words.push(id === MOST_WORDS ? null : word)
      const ofInstrument = (ids[k] ??= new Uint32Array(texts.length))
      ofInstrument[index] = id
    }
  }
  return { instruments, ids }
}

function wordsText(instruments: readonly Instrument[]): string {
  return JSON.stringify(instruments.map(({ name, words }) => [name, words]))
}

function readWords(text: string): Instrument[] {
  return Words.parse(JSON.parse(text)).map(([name, words]) => ({ name, words }))
}
