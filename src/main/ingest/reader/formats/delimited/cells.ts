import type { DelimitedFile } from '#shared/telemetry/file'

/** How the cells of a line are told apart. */
export type Dialect = Pick<DelimitedFile, 'delimiter' | 'quote' | 'trim'>

/**
 * The cells of a line; null where a quote stays open. A quoted cell is what stands between its quotes,
 * where two of them are one, and what follows until the delimiter; any other is as it stands, without
 * the blanks around it where they are trimmed.
 */
export function cellsOf(line: string, dialect: Dialect): string[] | null {
  return dialect.delimiter === 'blanks'
    ? blankedCells(line, dialect.quote)
    : delimitedCells(line, dialect.delimiter, dialect)
}

function delimitedCells(
  line: string,
  delimiter: string,
  { quote, trim }: Dialect,
): string[] | null {
  if (quote === false || !line.includes(quote)) {
    const cells = line.split(delimiter)
    return trim ? cells.map((cell) => trimmed(cell)) : cells
  }
  const cells: string[] = []
  for (let at = 0; ;) {
    const start = trim ? skipBlanks(line, at, delimiter) : at
    let cell = ''
    if (line.startsWith(quote, start)) {
      const quoted = readQuoted(line, start, quote)
      if (quoted === null) return null
      cell = quoted.text
      at = quoted.end
    } else at = start
    const next = line.indexOf(delimiter, at)
    const rest = line.slice(at, next === -1 ? line.length : next)
    cells.push(cell + (trim ? trimmed(rest) : rest))
    if (next === -1) return cells
    at = next + delimiter.length
  }
}

/** Any number of blanks stands between two cells, and perhaps around all of them. */
function blankedCells(line: string, quote: Dialect['quote']): string[] | null {
  const cells: string[] = []
  for (let at = skipBlanks(line, 0, ''); at < line.length; at = skipBlanks(line, at, '')) {
    let cell = ''
    if (quote !== false && line.startsWith(quote, at)) {
      const quoted = readQuoted(line, at, quote)
      if (quoted === null) return null
      cell = quoted.text
      at = quoted.end
    }
    const start = at
    while (at < line.length && !isBlank(line[at])) at += 1
    cells.push(cell + line.slice(start, at))
  }
  return cells
}

/** The text of a cell whose opening quote is at `start`; null where it has no closing one. */
function readQuoted(
  line: string,
  start: number,
  quote: string,
): { readonly text: string; readonly end: number } | null {
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
  let start = 0
  let end = text.length
  while (start < end && isBlank(text[start])) start += 1
  while (end > start && isBlank(text[end - 1])) end -= 1
  return text.slice(start, end)
}

function skipBlanks(line: string, at: number, delimiter: string): number {
  let i = at
  while (isBlank(line[i]) && line[i] !== delimiter) i += 1
  return i
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}
