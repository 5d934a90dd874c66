// What the database has to hold of a table in delimited text, by a definition. Knows as much of
// definitions as the packages of the sweeps have: cells between commas, quoted or not, comments,
// times in milliseconds since 1970; numbers, states and words.
import { badText, valuesText } from './judge.mjs'
import { KEPT_BYTES, splitLines } from './lines.mjs'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** @typedef {{ value: number | string, word: string }} State */
/**
 * @typedef {object} Channel
 * @property {string} name
 * @property {string} from
 * @property {'number' | 'state' | 'word'} kind
 * @property {boolean} [required]
 * @property {number} [scale]
 * @property {number} [offset]
 * @property {{ min: number, max: number }} [valid]
 * @property {readonly State[]} [states]
 */
/**
 * @typedef {object} Definition
 * @property {string} type
 * @property {{ comment: string }} file
 * @property {{ columns: readonly string[] }} recognise
 * @property {readonly string[]} missing
 * @property {readonly string[]} ignore
 * @property {{ from: string }} time
 * @property {readonly Channel[]} channels
 */
/**
 * @typedef {object} Table
 * @property {Map<number, string>} verdicts by line
 * @property {string[]} cells what can't be read in good lines: line, channel, code
 * @property {boolean} hasLeftOut whether it holds anything that no record has
 */

/** @param {Buffer} bytes @param {readonly Definition[]} definitions */
export function definitionOf(bytes, definitions) {
  const [first = { raw: Buffer.alloc(0) }] = splitLines(bytes)
  const names = first.raw.toString().split(',')
  return definitions.find(({ recognise }) =>
    recognise.columns.every((name) => names.includes(name)),
  )
}

/** @param {Buffer} bytes @param {Definition} definition @returns {Table} */
export function readTable(bytes, definition) {
  const [first, ...rest] = splitLines(bytes)
  const names = (first?.raw ?? Buffer.alloc(0)).toString().split(',')
  const known = new Set([
    definition.time.from,
    ...definition.ignore,
    ...definition.channels.map((c) => c.from),
  ])
  const table = { verdicts: new Map(), cells: /** @type {string[]} */ ([]), hasLeftOut: false }
  const bad = (
    /** @type {number} */ line,
    /** @type {Buffer} */ raw,
    /** @type {string} */ code,
  ) => {
    table.verdicts.set(line, badText(code, raw.length, raw.subarray(0, KEPT_BYTES)))
    table.hasLeftOut = true
  }
  for (const { line, raw } of rest) {
    const text = textOf(raw)
    if (text === null) {
      bad(line, raw, 'invalid_utf8')
      continue
    }
    if (text.trim() === '' || text.startsWith(definition.file.comment)) continue
    const cells = cellsOf(text)
    if (cells === null || cells.length < names.length) {
      bad(line, raw, cells === null ? 'open_quote' : 'wrong_column_count')
      continue
    }
    const isMore = cells.some((cell, i) => cell !== '' && !known.has(names[i] ?? ''))
    const read = recordOf(cells, names, definition)
    if (typeof read === 'string') bad(line, raw, read)
    else {
      table.verdicts.set(line, valuesText(read.time, read.values))
      table.cells.push(...read.faults.map((fault) => `${line} ${fault}`))
      table.hasLeftOut ||= read.faults.length > 0
    }
    table.hasLeftOut ||= isMore
  }
  // Nothing ends its last line: the last cell may go on.
  table.hasLeftOut ||= bytes.at(-1) !== 0x0a
  return table
}

/** @param {Buffer} raw */
function textOf(raw) {
  try {
    return utf8.decode(raw)
  } catch {
    return null
  }
}

/** @param {string} text @returns {string[] | null} null where a quote stays open */
function cellsOf(text) {
  const cells = []
  let rest = text
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"([^,]*)(,|$)/.exec(rest)
    const plain = /^([^,]*)(,|$)/.exec(rest)
    if (quoted === null && /^\s*"/.test(rest)) return null
    const [whole = '', cell = '', after = '', end = ''] = quoted ?? [
      plain?.[0] ?? '',
      plain?.[1] ?? '',
      '',
      plain?.[2] ?? '',
    ]
    cells.push((quoted === null ? cell.trim() : cell.replaceAll('""', '"')) + after.trim())
    if (end === '') return cells
    rest = rest.slice(whole.length)
  }
}

/** The record of a line, or the code by which the line is bad. */
function recordOf(
  /** @type {readonly string[]} */ cells,
  /** @type {readonly string[]} */ names,
  /** @type {Definition} */ { time, channels, missing },
) {
  const cellOf = (/** @type {string} */ from) => cells[names.indexOf(from)] ?? ''
  const values = /** @type {Record<string, unknown>} */ ({})
  const faults = []
  const codes = []
  const clock = cellOf(time.from)
  if (clock === '' || missing.includes(clock)) codes.push('missing_field')
  else if (!/^\d+$/.test(clock)) codes.push('invalid_timestamp')
  for (const channel of channels) {
    const cell = cellOf(channel.from)
    const read = missing.includes(cell) || cell === '' ? null : valueOf(cell, channel)
    const code = read === null && channel.required === true ? 'missing_field' : read
    if (typeof code === 'string') {
      if (channel.required === true) codes.push(code)
      else faults.push(`${channel.name} ${code}`)
    }
    Object.assign(values, shown(channel, typeof read === 'string' ? null : read))
  }
  return codes[0] ?? { time: BigInt(clock) * 1000n, values, faults }
}

/** What a cell says, or the code by which it can't be read. @param {string} cell @param {Channel} channel */
function valueOf(cell, { kind, valid, states = [] }) {
  if (kind === 'word') return { raw: cell, shown: cell }
  if (kind === 'state') return stateOf(cell, states)
  if (!NUMBER.test(cell)) return 'wrong_type'
  const number = Number(cell)
  if (!Number.isFinite(number)) return 'not_finite'
  if (valid !== undefined && (number < valid.min || number > valid.max)) return 'out_of_range'
  return { raw: number, shown: number }
}

/** Numbers are compared as numbers; what is not listed stays what it is. */
function stateOf(/** @type {string} */ cell, /** @type {readonly State[]} */ states) {
  const number = /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : null
  const found = states.find(({ value }) => value === (typeof value === 'number' ? number : cell))
  if (found !== undefined) return { raw: found.value, shown: found.word }
  const areNumbers = states.every(({ value }) => typeof value === 'number')
  return areNumbers && number !== null
    ? { raw: number, shown: String(number) }
    : { raw: cell, shown: cell }
}

/** The columns that a channel has in the view of its type. */
function shown(
  /** @type {Channel} */ { name, kind, scale, offset },
  /** @type {{ raw: unknown, shown: unknown } | null} */ value,
) {
  if (kind === 'word') return { [name]: value?.shown ?? null }
  if (kind === 'state') return { [name]: value?.shown ?? null, [`${name}_raw`]: value?.raw ?? null }
  if (scale === undefined && offset === undefined) return { [name]: value?.raw ?? null }
  const raw = value === null ? null : Number(value.raw)
  const scaled = raw === null ? null : raw * (scale ?? 1) + (offset ?? 0)
  return { [name]: scaled, [`${name}_raw`]: raw }
}
