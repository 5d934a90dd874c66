import type { LineIssue } from '#shared/codes'
import type { DelimitedFile } from '#shared/formats/delimited/file'
import type { Findings } from '../../findings'
import { IssueLists } from '../../issueLists'
import { lineIssues } from '../../lineIssues'
import { RecordFields } from '../../recordFields'
import { slotsOf, type Slots } from '../../slots'
import type { DefinitionOf, LineVerdict, Verdict } from '../format'
import { cellsOf } from '#shared/formats/delimited/rowText'
import { decodeLine } from './decode'
import { columnOf, ignoredColumns, type Table } from './table'

/** The exact way to read a line of a table. */
export class RowParser {
  readonly #file: DelimitedFile
  readonly #columns: number
  readonly #slots: Slots<number>
  readonly #fields: RecordFields
  readonly #findings: Findings
  /** The column that says of what kind a record is; 0 where all are of one. */
  readonly #onlyColumn: number
  readonly #issueLists = new IssueLists()
  /** What a value in each column is counted as; null for those that are read, or ignored. */
  readonly #unknown: readonly (string | null)[]
  readonly #ignored: ReadonlySet<number>
  readonly #tooFew: readonly LineIssue[]

  constructor(
    definition: DefinitionOf<DelimitedFile>,
    { names }: Table,
    findings: Findings,
    startUs: number | null,
  ) {
    this.#file = definition.file
    this.#columns = names.length
    this.#slots = slotsOf(definition, (source) => columnOf(source, names), String)
    this.#fields = new RecordFields(definition, this.#slots, startUs)
    this.#onlyColumn = this.#slots.places[this.#slots.only ?? -1] ?? 0
    this.#findings = findings
    const ignored = ignoredColumns(definition, names)
    const known = new Set([...this.#slots.places, ...ignored])
    this.#unknown = names.map((name, column) => (known.has(column) ? null : name))
    this.#ignored = new Set(ignored)
    this.#tooFew = [
      {
        path: '',
        code: 'wrong_column_count',
        message: `The line has fewer cells than the ${names.length} columns of the table`,
      },
    ]
  }

  /** Judges one line, without its line end. */
  parse(bytes: Uint8Array, lineNumber: number): LineVerdict {
    const text = decodeLine(bytes, lineNumber, this.#file.encoding)
    if (text === null) return bad(lineIssues.invalidUtf8)
    if (isBlank(text)) return 'blank'
    const { comment } = this.#file
    if (comment !== undefined && text.startsWith(comment)) return 'blank'
    const cells = cellsOf(text, this.#file)
    if (cells === null) return bad(lineIssues.openQuote)
    const values = this.#slots.places.map((column) => cells[column])
    // Records of other kinds have their own number of cells.
    if (cells.length > this.#onlyColumn && this.#fields.isOther(values)) return 'other'
    if (cells.length < this.#columns) return bad(this.#tooFew)
    this.#countUnknown(cells, lineNumber)
    const read = this.#fields.read(values)
    if (Array.isArray(read)) return bad(this.#issueLists.get(read))
    const { cellFaults } = this.#fields
    this.#findings.cellErrors.add(
      lineNumber,
      cellFaults,
      (channel) => cells[this.#slots.places[this.#slots.channels[channel] ?? 0] ?? 0] ?? '',
    )
    return { values: read, issues: null }
  }

  /** An empty cell has no value that could get lost. */
  #countUnknown(cells: readonly string[], lineNumber: number): void {
    for (const [column, cell] of cells.entries()) {
      if (cell === '') continue
      const name = column < this.#columns ? this.#unknown[column] : this.#beyond(column)
      if (name !== null && name !== undefined) {
        this.#findings.unknownKeys.count(name, lineNumber)
      }
    }
  }

  #beyond(column: number): string | null {
    return this.#ignored.has(column) ? null : `column ${column + 1}`
  }
}

/** Nothing, or only spaces and tabs. */
function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code !== 0x20 && code !== 0x09) return false
  }
  return true
}

function bad(issues: readonly LineIssue[]): Verdict {
  return { values: null, issues }
}
