import { z } from 'zod'

/**
 * How tables are written: `ndjson` and `csv` for programs, `excel` for spreadsheets: the same with a
 * byte order mark, units in the heads, and no cell that a spreadsheet runs or takes for another.
 */
export const TableFormat = z.enum(['ndjson', 'csv', 'excel'])
export type TableFormat = z.infer<typeof TableFormat>

/** `package` is a package again: it imports with the same records. */
export const ExportFormat = z.enum([...TableFormat.options, 'package'])
export type ExportFormat = z.infer<typeof ExportFormat>
