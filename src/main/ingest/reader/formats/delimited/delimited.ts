import type { DelimitedFile } from '#shared/formats/delimited/file'
import { listWords } from '#shared/listWords'
import { quoted } from '#shared/telemetry/fault'
import type { Source } from '#shared/telemetry/source'
import { sourcePath } from '#shared/telemetry/sourcePath'
import type { CompiledScanner } from '../../compiled/compiledScanner'
import type { Findings } from '../../findings'
import type { Beginning } from '../../head'
import { invalidHeader } from '../../header'
import type { LineWindow } from '../../lineWindow'
import { once } from '../../once'
import type { RecordBuilder } from '../../recordBuilder'
import {
  lacking,
  someOf,
  type DefinitionOf,
  type Fit,
  type Format,
  type LineReader,
  type LineVerdict,
  type Misfit,
} from '../format'
import { decodeLine } from './decode'
import { RowParser } from './rowParser'
import { rowScanner } from './rowScanner'
import { RowWriter } from './rowWriter'
import { columnOf, doubledNames, findTable, neededColumns, type Doubled, type Table } from './table'

/** So many of a table's columns are named where others are looked for. */
const MOST_NAMED = 10

/** A table in text, one record a line. */
export const delimited: Format<DelimitedFile> = {
  write: (definition, startUs) => new RowWriter(definition, startUs),

  recognise(head, definition): Fit {
    const table = findTable(head, definition.file)
    if (table === 'none') return { lacks: 'has no line of names as its tables have', share: 0 }
    if (table === 'cut') return 'cut'
    const { names } = table
    const doubled = doubledNames(definition, names)
    const isDoubled = new Set<Source>(doubled.map(({ name }) => name))
    const signs = definition.recognise?.columns ?? []
    const needed = neededColumns(definition)
    const missing = [
      ...signs.filter((name) => !names.includes(name)),
      ...needed
        .filter((source) => columnOf(source, names) < 0 && !isDoubled.has(source))
        .map(sourcePath),
    ]
    if (missing.length === 0 && doubled.length > 0) return twice(doubled)
    if (missing.length === 0) return table.isOpen ? 'open' : 'yes'
    if (table.isOpen) return 'cut'
    const { lacks, share } = lacking('column', [...signs, ...needed.map(sourcePath)], missing)
    return { lacks: `${lacks} (it has ${someOf(names, MOST_NAMED)})`, share }
  },

  header: () => ({}),

  open(head, definition, findings, startUs) {
    return new DelimitedReader(head, definition, findings, startUs)
  },
}

/** Of a table that has all columns, but which one is meant can't be told. */
const ALL_BUT_ONE = 0.99

/** Nobody but the author of the definition knows which of the columns is meant, so none is read. */
function twice(doubled: readonly Doubled[]): Misfit {
  const each = doubled.map(({ name, columns }) => {
    const times = columns.length === 2 ? 'twice' : `${columns.length} times`
    return `the column ${quoted(name)} ${times} (columns ${listWords(columns.map(String), MOST_NAMED)})`
  })
  const such = `{"column": ${doubled[0]?.columns[0] ?? 1}}`
  return {
    lacks: `has ${listWords(each, MOST_NAMED)}: name the one that is meant by its place, such as ${such}`,
    share: ALL_BUT_ONE,
  }
}

class DelimitedReader implements LineReader {
  readonly columns: readonly string[]
  readonly firstLine: number
  readonly fewestBytes: number
  readonly #file: DelimitedFile
  readonly #table: Table
  readonly #parser: RowParser
  readonly #scanner: () => CompiledScanner | null

  constructor(
    head: Beginning,
    definition: DefinitionOf<DelimitedFile>,
    findings: Findings,
    startUs: number | null,
  ) {
    this.#file = definition.file
    const table = findTable(head, this.#file)
    if (typeof table === 'string') throw invalidHeader('The table is no longer there.')
    this.#table = table
    this.columns = table.names
    this.firstLine = table.firstLine
    this.fewestBytes = 1 + definition.channels.filter(({ required }) => required).length * 2
    this.#parser = new RowParser(definition, table, findings, startUs)
    this.#scanner = once(() => rowScanner(definition, table, findings, startUs))
  }

  headKind(lineNumber: number): 'head' | 'skipped' {
    const { namesLine } = this.#table
    return namesLine !== null && lineNumber >= namesLine.number ? 'head' : 'skipped'
  }

  isSameHead(bytes: Uint8Array, lineNumber: number): boolean {
    const { namesLine } = this.#table
    return (
      namesLine?.number !== lineNumber ||
      decodeLine(bytes, lineNumber, this.#file.encoding) === namesLine.text
    )
  }

  /** The last cell of a line that nothing ends may go on. */
  isWhole(): boolean {
    return false
  }

  judge(bytes: Uint8Array, lineNumber: number): LineVerdict {
    return this.#parser.parse(bytes, lineNumber)
  }

  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number {
    // A mark may stand before line 1.
    if (lineNumber === 1) return 0
    return this.#scanner()?.scan(window, records, lineNumber, maxLines) ?? 0
  }
}
