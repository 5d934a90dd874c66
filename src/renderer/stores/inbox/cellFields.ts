import type { LineIssue } from '#shared/codes'
import { knownKeys, type LineFields } from '#shared/inbox/fields'
import { lineCells } from '#shared/raw/cells/lineCells'
import { keyOfColumn } from '#shared/raw/cells/rowCells'
import { rowCells } from '#shared/raw/cells/rowText'
import { walkJson } from '#shared/raw/json'
import type { LineFormat } from '#shared/raw/lineFormat'
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
 * The values of a line, each as a field: the cells of a row by their columns; of an object what its
 * type reads, then its other plain values. Null for a line that does not come apart.
 */
export function cellFields(
  text: string,
  format: LineFormat,
  fields: LineFields,
  issues: readonly LineIssue[],
): CellField[] | null {
  const cells = lineCells(text, format)
  if (cells === null) return null
  const faulty = new Set(issues.map(({ path }) => path))
  const labels = new Map(fields.channels.map(({ key, label }) => [key, label]))
  const keys = format.kind === 'ndjson' ? keysOfObject(text, fields) : keysOfRow(text, format)
  return keys.flatMap((key) => {
    const value = cells.cell(key)?.value ?? null
    if (value !== null && !isPlain(value)) return []
    const label = labels.get(key) ?? key
    return {
      key,
      label: label === key ? null : label,
      text: cells.cell(key) === null ? null : shownText(value, format),
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
  const value = format.kind === 'ndjson' ? plainOf(typed) : typed
  return lineCells(text, format)?.set(key, value) ?? null
}

function shownText(value: Parameters<typeof typedText>[0], format: LineFormat): string {
  return format.kind === 'delimited' && typeof value === 'string' ? value : typedText(value)
}

function keysOfRow(text: string, format: Extract<LineFormat, { kind: 'delimited' }>): string[] {
  const count = Math.max(format.columns.length, rowCells(text, format).cells.length)
  return Array.from({ length: count }, (_, column) => keyOfColumn(column, format))
}

function keysOfObject(text: string, fields: LineFields): string[] {
  return [...new Set([...knownKeys(fields), ...walkJson(text).members.keys()])]
}
