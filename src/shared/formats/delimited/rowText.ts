import type { Span } from '../../raw/json'
import type { DelimitedFile } from './file'

/** How the cells of a line are told apart. */
export type Dialect = Pick<DelimitedFile, 'delimiter' | 'quote' | 'trim'>

/** What a cell says, and where in the line it stands as it is written, quotes and all. */
export interface RowCell extends Span {
  readonly text: string
}

/**
 * The cells of a line; null where a quote stays open. A quoted cell is what stands between its quotes,
 * where two of them are one, and what follows until the delimiter; any other is as it stands, without
 * the blanks around it where they are trimmed.
 */
export function cellsOf(line: string, dialect: Dialect): string[] | null {
  const { delimiter, quote, trim } = dialect
  if (delimiter !== 'blanks' && (quote === false || !line.includes(quote))) {
    const cells = line.split(delimiter)
    return trim ? cells.map(trimmed) : cells
  }
  const { cells, isOpen } = rowCells(line, dialect)
  return isOpen ? null : cells.map(({ text }) => text)
}

/** The same with their places; `isOpen` says that a quote stays open behind the last one. */
export function rowCells(
  line: string,
  dialect: Dialect,
): { readonly cells: readonly RowCell[]; readonly isOpen: boolean } {
  return dialect.delimiter === 'blanks'
    ? blankedCells(line, dialect.quote)
    : delimitedCells(line, dialect.delimiter, dialect)
}

/** A text as a cell of a line is written; null where no cell can say it. */
export function writtenCell(text: string, { delimiter, quote, trim }: Dialect): string | null {
  const isPlain =
    delimiter === 'blanks'
      ? text !== '' && !/[ \t]/.test(text)
      : !text.includes(delimiter) && (!trim || text === trimmed(text))
  if (quote === false) return isPlain ? text : null
  return isPlain && !text.startsWith(quote)
    ? text
    : `${quote}${text.replaceAll(quote, quote + quote)}${quote}`
}

function delimitedCells(line: string, delimiter: string, { quote, trim }: Dialect) {
  const cells: RowCell[] = []
  for (let at = 0; ;) {
    const start = trim ? skipBlanks(line, at, delimiter) : at
    const quoted = readQuoted(line, start, quote)
    if (quoted === null) return { cells, isOpen: true }
    const next = line.indexOf(delimiter, quoted.end)
    const rest = line.slice(quoted.end, next === -1 ? line.length : next)
    const end = quoted.end + (trim ? trimmedEnd(rest) : rest.length)
    cells.push({ text: quoted.text + (trim ? trimmed(rest) : rest), start, end })
    if (next === -1) return { cells, isOpen: false }
    at = next + delimiter.length
  }
}

/** Any number of blanks stands between two cells, and perhaps around all of them. */
function blankedCells(line: string, quote: Dialect['quote']) {
  const cells: RowCell[] = []
  for (let at = skipBlanks(line, 0, ''); at < line.length; at = skipBlanks(line, at, '')) {
    const start = at
    const quoted = readQuoted(line, start, quote)
    if (quoted === null) return { cells, isOpen: true }
    at = quoted.end
    while (at < line.length && !isBlank(line[at])) at += 1
    cells.push({ text: quoted.text + line.slice(quoted.end, at), start, end: at })
  }
  return { cells, isOpen: false }
}

/** The quoted text that begins at `start`, '' where none does; null where it has no closing quote. */
function readQuoted(
  line: string,
  start: number,
  quote: Dialect['quote'],
): { readonly text: string; readonly end: number } | null {
  if (quote === false || !line.startsWith(quote, start)) return { text: '', end: start }
  let text = ''
  for (let at = start + 1; ;) {
    const close = line.indexOf(quote, at)
    if (close === -1) return null
    text += line.slice(at, close)
    if (line[close + 1] !== quote) return { text, end: close + 1 }
    text += quote
    at = close + 2
  }
}

/** Without the spaces and tabs around it: other blanks are text. */
function trimmed(text: string): string {
  return text.slice(skipBlanks(text, 0, ''), trimmedEnd(text))
}

function trimmedEnd(text: string): number {
  let end = text.length
  while (end > 0 && isBlank(text[end - 1])) end -= 1
  return end
}

function skipBlanks(line: string, at: number, delimiter: string): number {
  let i = at
  while (isBlank(line[i]) && line[i] !== delimiter) i += 1
  return i
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}
