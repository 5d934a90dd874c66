import { blockOfLine, countBlocks, linesOfBlock } from './rollup'

// Status rollups as migration 40 made them: a copy of what the reader made then, which never changes
// again.

/** Words of one instrument that are told apart in one rollup; the others are counted together. */
const MOST_WORDS = 32
/** So many of a word's characters tell it from others. */
const LONGEST_WORD = 1_024

/** What one instrument says: each word has its place, and at last null for all others. */
interface Instrument {
  readonly name: string
  readonly words: (string | null)[]
}

const FIXED = 3

interface StatusSource {
  readonly count: number
  readonly line: Uint32Array
  readonly wordsIndex: Uint32Array
  readonly words: readonly string[]
}

/** The status rollup of a chunk's records. Lines ascend. */
export function makeStatusRollup(records: StatusSource): { words: string; blocks: Uint32Array } {
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
    const said: Readonly<Record<string, string>> = JSON.parse(text)
    for (const [name, whole] of Object.entries(said)) {
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
