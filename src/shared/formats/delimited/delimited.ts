import type { Span } from '../../raw/json'
import { wholeSpan, type TextFormat } from '../format'
import type { DelimitedFile } from './file'
import { columnOf, keyOfColumn, RowCells } from './rowCells'
import { rowCells } from './rowText'

const DELIMITERS = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  blanks: 'blanks',
} as const

/** A table in text, one record a line. */
export const delimited: TextFormat<DelimitedFile> = {
  namesValues: false,
  typesValues: false,
  noCells: 'a quote in it is not closed',
  words: ({ delimiter }) => `delimited text (${DELIMITERS[delimiter]})`,
  hasHeader: () => false,
  decimal: ({ decimal }) => decimal,
  encoding: ({ encoding }) => (encoding === 'latin-1' ? 'latin1' : 'utf8'),

  check({ decimal, delimiter, trim, units, names, comment, quote, preamble }, report) {
    if (decimal === delimiter) report('decimal', 'must not be the delimiter, too')
    if (delimiter === 'blanks' && !trim) {
      report('trim', 'must not be false where blanks stand between the cells')
    }
    if (units && names !== 'line') {
      report('units', 'must not be true where the file has no line of names')
    }
    if (comment !== undefined && quote !== false && comment.startsWith(quote)) {
      report('comment', 'must not begin with what stands around cells')
    }
    if (
      preamble !== undefined &&
      (preamble.lines === undefined) === (preamble.until === undefined)
    ) {
      report('preamble', 'must have either lines or until')
    }
  },

  unknowable({ names }, by) {
    if (by === 'keys') return 'delimited text has columns'
    return names === 'line' ? null : 'the file has no line of names'
  },

  placeIn({ names, trim }) {
    if (names === 'line') {
      return (source, refuse) =>
        typeof source === 'string' && trim && source.trim() !== source
          ? refuse('has blanks around it, which are no part of a name with trim')
          : JSON.stringify(source)
    }
    const columns = new Map<string, number>()
    const twice = new Set<string>()
    for (const [i, name] of names.entries()) {
      if (columns.has(name)) twice.add(name)
      else columns.set(name, i + 1)
    }
    return (source, refuse) => {
      if (typeof source !== 'string') {
        return source.column > names.length
          ? refuse(`is beyond the last of the ${names.length} columns that file.names lists`)
          : String(source.column)
      }
      if (twice.has(source)) {
        return refuse('comes twice in file.names; {"column": n} says which one')
      }
      const column = columns.get(source)
      return column === undefined ? refuse('is not in file.names') : String(column)
    }
  },

  cells: (text, lines) => RowCells.of(text, lines),

  keys(text, { file, columns }) {
    const count = Math.max(columns.length, rowCells(text, file).cells.length)
    return Array.from({ length: count }, (_, column) => keyOfColumn(column, columns))
  },

  end: (text) => text.length,

  faultIn(text, { file, columns }) {
    const { cells, isOpen } = rowCells(text, file)
    return ({ code, path }) => {
      if (code === 'wrong_column_count') return { start: text.length, end: text.length }
      if (code === 'open_quote' && isOpen) {
        return { ...wholeSpan(text), start: openQuote(text, cells, file) }
      }
      if (path === '') return wholeSpan(text)
      return cells[columnOf(path, columns)] ?? null
    }
  },
}

/** Where the first quote behind the last whole cell stands. */
function openQuote(text: string, cells: readonly Span[], { quote }: DelimitedFile): number {
  return Math.max(0, text.indexOf(quote === false ? '"' : quote, cells.at(-1)?.end ?? 0))
}
