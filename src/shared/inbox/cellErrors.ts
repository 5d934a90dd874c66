import { z } from 'zod'
import { LineCode } from '../codes'
import { FileId } from '../files'
import { CellError, CellErrorCount } from '../lineFindings'
import { Page } from '../page'

const Count = z.int().nonnegative()

/** Cells of one channel of a package that can't be read; the first one's text, where it is kept. */
export const UnreadCells = CellErrorCount.extend({ firstRaw: z.string().nullable() })
export type UnreadCells = z.infer<typeof UnreadCells>

/** What of a package's records can't be read: cells by channel and reason, and how many have some. */
export const CellErrorSummary = z.object({ records: Count, counts: z.array(UnreadCells) })
export type CellErrorSummary = z.infer<typeof CellErrorSummary>

/** A channel of a type whose cells can't be read for one reason. */
const CellGroupKey = z.strictObject({
  satelliteType: z.string().max(1_000),
  channel: z.string().max(1_000),
  code: LineCode,
})

export const CellGroup = CellGroupKey.extend({
  /** What people call the channel. */
  label: z.string(),
  cells: Count,
  files: Count,
})
export type CellGroup = z.infer<typeof CellGroup>

/** A cell of the group, and the package that it is of. */
export const FoundCell = CellError.pick({ line: true, raw: true }).extend({
  fileId: FileId,
  fileName: z.string(),
})
export type FoundCell = z.infer<typeof FoundCell>

/** The calls about cells of good lines that can't be read. */
export const cellCalls = {
  'cells:summary': { input: z.strictObject({ fileId: FileId }), output: CellErrorSummary },
  /** Of all packages, those with most cells first. */
  'cells:groups': { input: z.undefined(), output: z.array(CellGroup) },
  /** Those that are kept with their text, by package and line. */
  'cells:page': {
    input: z.strictObject({ group: CellGroupKey, ...Page }),
    output: z.array(FoundCell),
  },
} as const
export type CellGroupKey = z.infer<typeof CellGroupKey>
