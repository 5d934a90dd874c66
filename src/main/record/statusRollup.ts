import type { StatusRollup } from './chunk'
import type { RecordColumns } from './columns'
import { blockOfLine, countBlocks, linesOfBlock } from './blocks'
import type { StateColumn } from './layout'

/** Words of one instrument that are told apart in one rollup; the others are counted together. */
const MOST_WORDS = 32
/** So many of a word's characters tell it from others. */
const LONGEST_WORD = 1_024

/**
 * What a record says by a word: the word, or what a state's column holds, which stands for a word that
 * may change with the next revision of the type.
 */
export type Said = string | number

/** What one instrument says: each word has its place, and at last null for all others. */
interface Instrument {
  readonly name: string
  readonly words: (Said | null)[]
}

/** One instrument in one block. */
export interface BlockStatus {
  changes: number
  first: Said | null
  last: Said | null
  readonly counts: Map<Said | null, number>
}

/** One block; its instruments are in the rollup's order, as far as it has them. */
export interface StatusBlock {
  readonly block: number
  readonly instruments: ReadonlyMap<string, BlockStatus>
}

const FIXED = 3

type StatusSource = Pick<RecordColumns, 'count' | 'line' | 'wordsIndex' | 'words' | 'values'>

/**
 * The status rollup of a chunk's records, of which those columns hold states. Lines ascend. A record
 * that says nothing of an instrument counts for it as none.
 */
export function makeStatusRollup(
  records: StatusSource,
  states: readonly StateColumn[],
): StatusRollup {
  const { said, stride } = whatIsSaid(records, states)
  const { count, line } = records
  const blocks = new Uint32Array(stride * countBlocks(records))
  const texts = said.filter(({ values }) => values === null)
  const tally = new Uint32Array(records.words.length)
  let at = 0
  for (let from = 0; from < count; at += stride) {
    const block = blockOfLine(line[from] ?? 0)
    blocks[at] = block
    const end = linesOfBlock(block).last
    let to = from + 1
    while (to < count && (line[to] ?? 0) <= end) to += 1
    if (texts.length > 0) putTexts(blocks, at, texts, records.wordsIndex, from, to, tally)
    for (const instrument of said) {
      const { values } = instrument
      if (values !== null) putStates(blocks, at, instrument, values, records.wordsIndex, from, to)
    }
    from = to
  }
  return { words: wordsText(said.map(({ name, words }) => ({ name, words }))), blocks }
}

/** An instrument of some records, and where it stands in each block. */
interface Sayer extends Instrument {
  /** Which of its words each text has, by number; NOTHING where it has none. */
  readonly ids: Int32Array
  /** What a state's column holds; null where all is said in texts. */
  readonly values: Float64Array | null
  start: number
}

const NOTHING = -1

function whatIsSaid(
  { words: texts, values, count }: StatusSource,
  states: readonly StateColumn[],
): { readonly said: readonly Sayer[]; readonly stride: number } {
  const sayers = readTexts(texts)
  for (const { name, place } of states) {
    const column = values[place]
    if (column === undefined) continue
    const before = sayers.get(name)
    const words = before?.words ?? []
    findNumbers(column.subarray(0, count), words)
    const ids = before?.ids ?? new Int32Array(texts.length).fill(NOTHING)
    sayers.set(name, { name, words, ids, values: column, start: 0 })
  }
  const said = [...sayers.values()]
  let stride = 1
  for (const sayer of said) {
    sayer.start = stride
    stride += FIXED + sayer.words.length
  }
  return { said, stride }
}

/** Adds the different numbers of a column to an instrument's words, as far as these are told apart. */
function findNumbers(column: Float64Array, words: (Said | null)[]): void {
  let last = NaN
  for (let i = 0; i < column.length; i += 1) {
    const value = column[i] ?? NaN
    if (value === last || Number.isNaN(value)) continue
    last = value
    if (words.length > MOST_WORDS) return
    if (!words.includes(value)) words.push(words.length === MOST_WORDS ? null : value)
  }
}

/** Puts what is said in texts from one record to before another. */
function putTexts(
  blocks: Uint32Array,
  at: number,
  sayers: readonly Sayer[],
  wordsIndex: Uint32Array,
  from: number,
  to: number,
  tally: Uint32Array,
): void {
  const found: number[] = []
  const lasts = sayers.map(() => NOTHING)
  let last = NOTHING
  for (let row = from; row < to;) {
    const text = wordsIndex[row] ?? 0
    // As long as nothing changes, records are only counted.
    let next = row + 1
    while (next < to && wordsIndex[next] === text) next += 1
    const before = tally[text] ?? 0
    if (before === 0) found.push(text)
    tally[text] = before + next - row
    if (text !== last) followText(blocks, at, sayers, lasts, text)
    last = text
    row = next
  }
  for (const [k, { ids, start }] of sayers.entries()) {
    const own = at + start
    const end = lasts[k] ?? NOTHING
    if (end === NOTHING) continue
    blocks[own + 2] = Math.min(end, MOST_WORDS)
    for (const text of found) {
      const id = ids[text] ?? NOTHING
      if (id !== NOTHING) addTo(blocks, own + FIXED + Math.min(id, MOST_WORDS), tally[text] ?? 0)
    }
  }
  for (const text of found) tally[text] = 0
}

/** Each instrument goes from what it said last to what a text says. */
function followText(
  blocks: Uint32Array,
  at: number,
  sayers: readonly Sayer[],
  lasts: number[],
  text: number,
): void {
  for (let k = 0; k < sayers.length; k += 1) {
    const sayer = sayers[k]
    const id = sayer?.ids[text] ?? NOTHING
    if (sayer === undefined || id === NOTHING) continue
    const own = at + sayer.start
    const before = lasts[k] ?? NOTHING
    if (before === NOTHING) blocks[own + 1] = Math.min(id, MOST_WORDS)
    else if (before !== id) addTo(blocks, own, 1)
    lasts[k] = id
  }
}

/** Puts a state's numbers from one record to before another, and the texts where it has no number. */
function putStates(
  blocks: Uint32Array,
  at: number,
  { words, ids, start }: Sayer,
  values: Float64Array,
  wordsIndex: Uint32Array,
  from: number,
  to: number,
): void {
  const own = at + start
  let [number, text, place] = [NaN, NOTHING, NOTHING]
  for (let row = from; row < to; row += 1) {
    const value = values[row] ?? NaN
    const id = Number.isNaN(value) ? (ids[wordsIndex[row] ?? 0] ?? NOTHING) : NOTHING
    if (Number.isNaN(value) && id === NOTHING) continue
    if (value !== number && (id === NOTHING || id !== text)) {
      const next = id === NOTHING ? placeOfNumber(words, value) : Math.min(id, MOST_WORDS)
      if (place === NOTHING) blocks[own + 1] = next
      else addTo(blocks, own, 1)
      number = value
      text = id
      place = next
    }
    addTo(blocks, own + FIXED + place, 1)
  }
  if (place !== NOTHING) blocks[own + 2] = place
}

function placeOfNumber(words: readonly (Said | null)[], value: number): number {
  const place = words.indexOf(value)
  return place === -1 ? MOST_WORDS : place
}

function addTo(blocks: Uint32Array, at: number, count: number): void {
  blocks[at] = (blocks[at] ?? 0) + count
}

/** Where a block counts the records with one word, from the block's beginning on. */
export interface StatusField {
  readonly name: string
  readonly word: Said | null
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
      const wordAt = (offset: number): Said | null => known[blocks[at + offset] ?? 0] ?? null
      const counts = new Map<Said | null, number>()
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
        const placeOf = (word: Said | null): number => {
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
export function isChange(from: Said | null, to: Said | null): boolean {
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
  const found = new Map<string, Set<Said | null>>()
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
 * The instruments that texts speak of and, for each, which of its words each text has, by number. A
 * word's place in a block is its number, as far as words are told apart.
 */
function readTexts(texts: readonly string[]): Map<string, Sayer> {
  const sayers = new Map<string, Sayer>()
  const known = new Map<string, Map<string, number>>()
  for (const [index, text] of texts.entries()) {
    const said: Readonly<Record<string, string>> = JSON.parse(text)
    for (const [name, whole] of Object.entries(said)) {
      const word = whole.slice(0, LONGEST_WORD)
      let sayer = sayers.get(name)
      if (sayer === undefined) {
        const ids = new Int32Array(texts.length).fill(NOTHING)
        sayer = { name, words: [], ids, values: null, start: 0 }
        sayers.set(name, sayer)
      }
      const { words, ids } = sayer
      const numbers = known.get(name) ?? new Map<string, number>()
      known.set(name, numbers)
      const id = numbers.get(word) ?? numbers.size
      numbers.set(word, id)
      if (id === words.length && id <= MOST_WORDS) words.push(id === MOST_WORDS ? null : word)
      ids[index] = id
    }
  }
  return sayers
}

function wordsText(instruments: readonly Instrument[]): string {
  return JSON.stringify(instruments.map(({ name, words }) => [name, words]))
}

function readWords(text: string): Instrument[] {
  const pairs: readonly [string, (Said | null)[]][] = JSON.parse(text)
  return pairs.map(([name, words]) => ({ name, words }))
}
