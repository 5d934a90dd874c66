import type { LineFormat } from '../lineFormat'
import type { LineCells } from './cell'
import { JsonCells } from './jsonCells'
import { RowCells } from './rowCells'

/** Null for a line that does not come apart: no JSON object, or a quote that stays open. */
export function lineCells(text: string, format: LineFormat): LineCells | null {
  return format.kind === 'ndjson' ? JsonCells.of(text) : RowCells.of(text, format)
}
