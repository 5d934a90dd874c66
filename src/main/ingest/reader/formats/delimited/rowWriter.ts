import type { DelimitedFile } from '#shared/formats/delimited/file'
import { textFormat } from '#shared/formats/formats'
import { textOfNumber } from '#shared/telemetry/numberText'
import type { Source } from '#shared/telemetry/source'
import { writtenCell } from '#shared/formats/delimited/rowText'
import { timeSources } from '#shared/telemetry/timeSources'
import { Findings } from '../../findings'
import type { DefinitionOf, LineVerdict, PackageWriter } from '../format'
import { RowParser } from './rowParser'
import { columnOf } from './table'

/** Writes each record as a row of a table. */
export class RowWriter implements PackageWriter {
  readonly head: readonly string[]
  readonly #definition: DefinitionOf<DelimitedFile>
  readonly #file: DelimitedFile
  readonly #names: readonly string[]
  /** What stands in a cell without a value, by its column. */
  readonly #nothing: readonly string[]
  readonly #parser: RowParser

  constructor(definition: DefinitionOf<DelimitedFile>, startUs: number | null) {
    this.#definition = definition
    this.#file = definition.file
    this.#names = namesOf(definition)
    this.#nothing = this.#names.map((_, column) => nothingAt(definition, this.#names, column))
    const table = {
      names: this.#names,
      namesLine: null,
      firstLine: 1,
      isOpen: false,
    }
    this.#parser = new RowParser(definition, table, new Findings(definition), startUs)
    this.head = this.#headLines()
  }

  line(time: readonly string[], values: readonly (string | number | null)[]): string {
    const { channels, only } = this.#definition
    const cells: (string | null)[] = this.#names.map(() => null)
    for (const [i, source] of timeSources(this.#definition.time).entries()) {
      this.#put(cells, source, time[i] ?? '')
    }
    for (const [i, { from }] of channels.entries()) {
      const value = values[i] ?? null
      // Of two channels of one column that has the file's own text which is a text.
      if (typeof value === 'string') this.#put(cells, from, value)
      else if (value !== null && this.#isFree(cells, from))
        this.#put(cells, from, this.#text(value))
    }
    const [kind = ''] = only?.is ?? []
    if (only !== undefined && this.#isFree(cells, only.from)) {
      this.#put(cells, only.from, String(kind))
    }
    return this.#row(cells.map((cell, column) => cell ?? this.#nothing[column] ?? ''))
  }

  judge(line: string): LineVerdict {
    return this.#parser.parse(Buffer.from(line, textFormat(this.#file).encoding(this.#file)), 0)
  }

  #put(cells: (string | null)[], source: Source, text: string): void {
    const column = columnOf(source, this.#names)
    if (column >= 0) cells[column] = text
  }

  #isFree(cells: readonly (string | null)[], source: Source): boolean {
    return (cells[columnOf(source, this.#names)] ?? null) === null
  }

  #text(value: number): string {
    const text = textOfNumber(value)
    return this.#file.decimal === ',' ? text.replace('.', ',') : text
  }

  #row(cells: readonly string[]): string {
    const { delimiter, comment, quote } = this.#file
    // What no cell can say stands as it is: the reader will say what it makes of it.
    const [first = '', ...others] = cells.map((cell) => writtenCell(cell, this.#file) ?? cell)
    const isComment = comment !== undefined && first.startsWith(comment)
    const begin = isComment && quote !== false ? `${quote}${first}${quote}` : first
    return [begin, ...others].join(delimiter === 'blanks' ? ' ' : delimiter)
  }

  #headLines(): string[] {
    const { preamble, names, units, comment = '' } = this.#file
    const lines: string[] = []
    if (preamble?.until !== undefined) lines.push(preamble.until)
    else {
      for (let i = 0; i < (preamble?.lines ?? 0); i += 1)
        lines.push(`${comment}${this.#definition.title}`)
    }
    if (names !== 'line') return lines
    lines.push(this.#row(this.#names))
    if (units) lines.push(this.#row(this.#names.map((_, column) => this.#unitOf(column))))
    return lines
  }

  #unitOf(column: number): string {
    const channel = this.#definition.channels.find(
      ({ from }) => columnOf(from, this.#names) === column,
    )
    return channel?.kind === 'number' ? (channel.unit ?? '') : ''
  }
}

/** The columns of the table: those that are listed, else all that the type reads or is known by. */
function namesOf({
  file: { names },
  time,
  channels,
  only,
  recognise,
}: DefinitionOf<DelimitedFile>): readonly string[] {
  if (names !== 'line') return names
  const kind = only === undefined ? [] : [only.from]
  const sources = [...timeSources(time), ...channels.map(({ from }) => from), ...kind]
  const named = new Set([
    ...sources.filter((source) => typeof source === 'string'),
    ...(recognise?.columns ?? []),
  ])
  const placed = sources.flatMap((source) => (typeof source === 'string' ? [] : [source.column]))
  const all: string[] = []
  const rest = [...named]
  const isPlaced = new Set(placed)
  while (rest.length > 0 || all.length < Math.max(0, ...placed)) {
    const column = all.length + 1
    const name = isPlaced.has(column) ? undefined : rest.shift()
    all.push(name ?? freeName(column, named))
  }
  return all
}

function freeName(column: number, taken: ReadonlySet<string>): string {
  let name = `column ${column}`
  while (taken.has(name)) name += '_'
  return name
}

/** An empty cell, but where nothing would be left of it. */
function nothingAt(
  { file, channels, missing = [] }: DefinitionOf<DelimitedFile>,
  names: readonly string[],
  column: number,
): string {
  if (file.delimiter !== 'blanks' || file.quote !== false) return ''
  const channel = channels.find(({ from }) => columnOf(from, names) === column)
  const words = [...(channel?.missing ?? []), ...missing].map(String)
  return words.find((word) => word !== '') ?? '-'
}
