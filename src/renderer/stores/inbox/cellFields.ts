import type { LineIssue } from '#shared/codes'
import { textFormat } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import { knownKeys, type LineFields } from '#shared/inbox/fields'
import { isPlain, plainOf, typedText } from './ruleDraft'

/** One value of a line as a field for it shows it. */
export interface CellField {
  readonly key: string
  /** What people call it, where that is another word. */
  readonly label: string | null
  /** As one types it; null where the line has none. */
  readonly text: string | null
  readonly isFaulty: boolean
}

/**
 * The values of a line, each as a field: the cells of a row by their columns; where a line names its
 * values what its type reads, then its other plain values. Null for a line that does not come apart.
 */
export function cellFields(
  text: string,
  format: LineFormat,
  fields: LineFields,
  issues: readonly LineIssue[],
): CellField[] | null {
  const way = textFormat(format.file)
  const cells = way.cells(text, format)
  if (cells === null) return null
  const faulty = new Set(issues.map(({ path }) => path))
  const labels = new Map(fields.channels.map(({ key, label }) => [key, label]))
  // A key that a line lacks can be given to it where it names its values.
  const keys = new Set([...(way.namesValues ? knownKeys(fields) : []), ...way.keys(text, format)])
  return [...keys].flatMap((key) => {
    const value = cells.cell(key)?.value ?? null
    if (value !== null && !isPlain(value)) return []
    const label = labels.get(key) ?? key
    return {
      key,
      label: label === key ? null : label,
      text: cells.cell(key) === null ? null : shownText(value, way.typesValues),
      isFaulty: faulty.has(key),
    }
  })
}

/** The line with another value in a field; null where the line can't say it. */
export function withField(
  text: string,
  format: LineFormat,
  key: string,
  typed: string,
): string | null {
  const way = textFormat(format.file)
  return way.cells(text, format)?.set(key, way.typesValues ? plainOf(typed) : typed) ?? null
}

function shownText(value: Parameters<typeof typedText>[0], typesValues: boolean): string {
  return !typesValues && typeof value === 'string' ? value : typedText(value)
}
