import type { Definition } from '#shared/telemetry/definition'
import type { DelimitedFile } from '#shared/telemetry/file'
import type { Findings } from '../../findings'
import type { Head } from '../../head'
import { invalidHeader } from '../../header'
import type { LineWindow } from '../../lineWindow'
import type { RecordBuilder } from '../../recordBuilder'
import type { Fit, Format, LineReader, LineVerdict } from '../format'
import { decodeLine } from './decode'
import { RowParser } from './rowParser'
import { RowScanner } from './rowScanner'
import { findTable, hasNeeded, type Table } from './table'

/** A table in text, one record a line. */
export const delimited: Format = {
  recognise(head, definition): Fit {
    const table = findTable(head, fileOf(definition))
    if (table === 'none') return 'no'
    if (table === 'cut') return 'cut'
    const wanted = definition.recognise?.columns ?? []
    const fits = wanted.every((name) => table.names.includes(name))
    if (fits && hasNeeded(table, definition)) return table.isOpen ? 'open' : 'yes'
    return table.isOpen ? 'cut' : 'no'
  },

  header: () => ({}),

  open(head, definition, findings, startUs) {
    return new DelimitedReader(head, definition, findings, startUs)
  },
}

class DelimitedReader implements LineReader {
  readonly firstLine: number
  readonly #file: DelimitedFile
  readonly #table: Table
  readonly #parser: RowParser
  readonly #scanner: RowScanner | null

  constructor(head: Head, definition: Definition, findings: Findings, startUs: number | null) {
    this.#file = fileOf(definition)
    const table = findTable(head, this.#file)
    if (typeof table === 'string') throw invalidHeader('The table is no longer there.')
    this.#table = table
    this.firstLine = table.firstLine
    this.#parser = new RowParser(definition, this.#file, table, findings, startUs)
    this.#scanner = RowScanner.of(definition, this.#file, table, findings, startUs)
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
    return this.#scanner?.scan(window, records, lineNumber, maxLines) ?? 0
  }
}

function fileOf({ file }: Definition): DelimitedFile {
  if (file.kind !== 'delimited') throw new Error('The definition is of another format')
  return file
}
