import { z } from 'zod'
import { LineCode } from '../codes'
import { FileId } from '../files'
import { CellError, CellErrorCount } from '../lineFindings'
import { counted } from '../numbers'
import { Page } from '../page'
import { quoted } from '../telemetry/fault'
import { oddNumber, oddNumberWords } from '../telemetry/numberText'
import { lineCodeWords } from '../words'

const Count = z.int().nonnegative()

/** Cells of one channel of a package that can't be read; the first one's text, where it is kept. */
export const UnreadCells = CellErrorCount.extend({ firstRaw: z.string().nullable() })
export type UnreadCells = z.infer<typeof UnreadCells>

/** What of a package's records can't be read: cells by channel and reason, and how many have some. */
export const CellErrorSummary = z.object({ records: Count, counts: z.array(UnreadCells) })
export type CellErrorSummary = z.infer<typeof CellErrorSummary>

/**
 * Why a cell can't be read, in words.
 *
 * @param raw its text, which may be a text of JSON; null for the reason that all with the code share
 */
export function cellReason(code: LineCode, raw: string | null): string {
  const odd = code === 'wrong_type' && raw !== null ? oddNumber(bare(raw)) : null
  return odd === null ? lineCodeWords[code].title.toLowerCase() : oddNumberWords(odd)
}

/** A text of JSON without its quotes. */
const bare = (raw: string): string => raw.replace(/^"(.*)"$/s, '$1')

/** Goes on after a channel's name, or a number of cells. */
export const CANT_BE_READ = "can't be read"

/** Goes on after the count of bad lines; '' where all cells could be read. */
export function besideLines(cells: number): string {
  return cells === 0 ? '' : `, ${counted(cells, 'cell')} ${CANT_BE_READ}`
}

/** @param name what the channel is called */
export function unreadWords(name: string, cells: number): string {
  return `${name} ${CANT_BE_READ}: ${counted(cells, 'cell')}`
}

/** What the first of them says, and why it can't be read; goes on after its line. */
export function firstCellWords({ code, firstRaw }: UnreadCells): string {
  const text = firstRaw === null ? '' : `: ${quoted(bare(firstRaw))}`
  return `${text} (${cellReason(code, firstRaw)})`
}

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

/** Most groups that are listed. */
export const MAX_CELL_GROUPS = 500

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
