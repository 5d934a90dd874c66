import type { LineIssue } from '#shared/codes'
import { textFormat } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import type { Definition } from '#shared/telemetry/definition'
import type { CellErrors } from '../../record/chunk'
import type { FileHead } from '../../record/fileHead'
import { Findings } from '../reader/findings'
import type { LineReader } from '../reader/formats/format'
import { formatOf } from '../reader/formats/formats'
import { wholeBeginning } from '../reader/head'
import { lineIssues } from '../reader/lineIssues'
import type { RecordValues } from '../reader/recordFields'
import { bytesOfLine, isLatin } from './lineText'

/** A record with the cells that it is stored without, or what is wrong with the line. */
export type Judged =
  | { readonly values: RecordValues; readonly cellErrors: CellErrors; readonly issues: null }
  | { readonly values: null; readonly issues: readonly LineIssue[] }

/** What a line of a file can't hold, so that the reader has no words for it. */
const notOneLine: readonly LineIssue[] = [
  { path: '', code: 'invalid_json', message: 'A record is one line: there is a line break in it' },
]
const noRecord: readonly LineIssue[] = [
  {
    path: '',
    code: 'missing_field',
    message: 'The line holds no record: it is blank, or a comment',
  },
]
const leftOut: readonly LineIssue[] = [
  {
    path: '',
    code: 'missing_field',
    message: 'The line is of another kind of record, which its satellite type leaves out',
  },
]
const notInLatin: readonly LineIssue[] = [
  {
    path: '',
    code: 'invalid_utf8',
    message: 'There is a character in the line that Latin-1, in which its file is written, lacks',
  },
]

/** How the lines of packages are read that have the same definition and the same head. */
export class LineReading {
  readonly definition: Definition
  readonly format: LineFormat
  readonly #findings: Findings
  readonly #reader: LineReader

  /** @param head null for a package of a version that did not keep it */
  constructor(definition: Definition, head: FileHead | null) {
    if (head === null && !textFormat(definition.file).namesValues) {
      throw new Error('Its line of names was not kept when it was read. Read the package again.')
    }
    this.definition = definition
    this.format = { file: definition.file, columns: head?.columns ?? [] }
    // A line's cell errors are all told, however many its package has.
    this.#findings = new Findings(definition, { unknownKeys: [], cellErrors: -Infinity })
    const beginning = wholeBeginning(head?.bytes ?? new Uint8Array(0))
    const startUs = head?.startUs ?? null
    this.#reader = formatOf(definition).open(beginning, definition, this.#findings, startUs)
  }

  judge(line: number, text: string): Judged {
    // A CR at the end would be part of the line's end.
    if (text.includes('\n') || text.endsWith('\r')) return { values: null, issues: notOneLine }
    const bytes = bytesOfLine(text, this.format)
    if (bytes === null) {
      const issues = isLatin(this.format) ? notInLatin : lineIssues.invalidUtf8
      return { values: null, issues }
    }
    const verdict = this.#reader.judge(bytes, line)
    const { cellErrors } = this.#findings.take()
    if (verdict === 'blank') return { values: null, issues: noRecord }
    if (verdict === 'other') return { values: null, issues: leftOut }
    return verdict.issues === null ? { ...verdict, cellErrors } : verdict
  }
}
