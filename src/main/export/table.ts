import type { TableFormat } from '#shared/exports'
import { printableJson } from '#shared/printable'
import { csvLine, excelLine, type Cell } from './csv'

/** A byte order mark, by which spreadsheets know UTF-8. */
const BOM = '\uFEFF'

export interface Column<R> {
  readonly name: string
  /** Undefined where there is none. */
  readonly unit?: string | undefined
  readonly cell: (row: R) => Cell
}

/** What rows of one kind look like, whatever the format. */
export interface Table<R> {
  readonly columns: readonly Column<R>[]
  readonly object: (row: R) => object
}

/** How rows become lines, without line ends. */
export interface LineFormat<R> {
  readonly header: string | null
  readonly line: (row: R) => string
}

export function lineFormat<R>({ columns, object }: Table<R>, format: TableFormat): LineFormat<R> {
  const cells = (row: R): Cell[] => columns.map(({ cell }) => cell(row))
  switch (format) {
    case 'ndjson':
      return { header: null, line: (row) => printableJson(JSON.stringify(object(row))) }
    case 'csv':
      return {
        header: csvLine(columns.map(({ name }) => name)),
        line: (row) => csvLine(cells(row)),
      }
    case 'excel':
      return {
        header:
          BOM +
          excelLine(
            columns.map(({ name, unit }) => (unit === undefined ? name : `${name} (${unit})`)),
          ),
        line: (row) => excelLine(cells(row)),
      }
  }
}
