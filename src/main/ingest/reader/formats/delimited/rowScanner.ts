import type { DelimitedFile } from '#shared/formats/delimited/file'
import { wordNamesOf } from '../../../../record/layout'
import { CompiledScanner, type LineForm } from '../../compiled/compiledScanner'
import { fastFields } from '../../compiled/fastFields'
import type { LineExports } from '../../compiled/lineCode'
import { fieldPlans, type Plan } from '../../compiled/plan'
import type { Findings } from '../../findings'
import { slotsOf } from '../../slots'
import { decodeUtf8 } from '../../utf8'
import type { DefinitionOf } from '../format'
import { columnOf, ignoredColumns, type Table } from './table'

/** No byte is. */
const NO_QUOTE = 256

/**
 * The fast way to read a table. It takes lines that have every cell, none of them with a quote inside
 * its quotes. Null for a table of which no line can be read the fast way.
 */
export function rowScanner(
  definition: DefinitionOf<DelimitedFile>,
  { names }: Table,
  findings: Findings,
  startUs: number | null,
): CompiledScanner | null {
  const { file } = definition
  if (file.delimiter === 'blanks') return null
  const slots = slotsOf(definition, (source) => columnOf(source, names), String)
  const fast = fastFields(definition, startUs)
  const fields = fieldPlans(definition, slots, fast)
    .map(({ slot, plan }) => ({ column: slots.places[slot] ?? -1, plan }))
    .filter(({ column }) => column >= 0)
  // A cell that is two things at once is left to the exact way.
  if (new Set(fields.map(({ column }) => column)).size < fields.length) return null
  const ignored = new Set(ignoredColumns(definition, names))
  const plans: Plan[] = names.map((name, column) =>
    ignored.has(column) ? { kind: 'ignored' } : { kind: 'unknown', name },
  )
  for (const { column, plan } of fields) plans[column] = plan
  return new CompiledScanner(new RowForm(file), plans, fast, wordNamesOf(definition), findings)
}

/** A row of a table. */
class RowForm implements LineForm {
  readonly decimal: DelimitedFile['decimal']
  readonly comment: Uint8Array
  readonly keys: ReadonlyMap<string, number> = new Map()
  readonly #file: DelimitedFile
  readonly #isLatin: boolean

  constructor(file: DelimitedFile) {
    this.#file = file
    this.#isLatin = file.encoding === 'latin-1'
    this.decimal = file.decimal
    this.comment = Buffer.from(file.comment ?? '', this.#isLatin ? 'latin1' : 'utf8')
  }

  install(run: LineExports, commentAt: number): void {
    const { delimiter, quote, decimal, trim } = this.#file
    run.setTable(
      delimiter.charCodeAt(0),
      quote === false ? NO_QUOTE : quote.charCodeAt(0),
      decimal.charCodeAt(0),
      Number(trim),
      Number(this.#isLatin),
      commentAt,
      this.comment.length,
    )
  }

  textOf(bytes: Uint8Array): string | null {
    if (!this.#isLatin) return decodeUtf8(bytes)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  }

  planOfKey(): null {
    return null
  }
}
