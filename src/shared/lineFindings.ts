import { z } from 'zod'
import { LineCode, LineIssue } from './codes'
import { FileId } from './files'
import { badLineStatuses } from './badLineStatuses'
import { LineFormat } from './formats/lineFormat'

export const BadLineStatus = z.enum(badLineStatuses)
export type BadLineStatus = z.infer<typeof BadLineStatus>

/**
 * One row of `line_errors`. `raw` holds the line's own bytes without its line end, at most 64 KiB
 * of them; `rawBytes` is the whole line's length, so `rawBytes > raw.length` says that it was cut.
 * `format` is that of the package.
 */
export const BadLine = z.object({
  fileId: FileId,
  line: z.int().positive(),
  byteOffset: z.int().nonnegative(),
  code: LineCode,
  issues: z.array(LineIssue),
  raw: z.instanceof(Uint8Array),
  rawBytes: z.int().nonnegative(),
  format: LineFormat,
  status: BadLineStatus,
})
export type BadLine = z.infer<typeof BadLine>

export const BadLinePage = z.object({ total: z.int().nonnegative(), rows: z.array(BadLine) })
export type BadLinePage = z.infer<typeof BadLinePage>

/** How often a code came in one file. */
export const BadLineGroup = z.object({ code: LineCode, count: z.int().positive() })
export type BadLineGroup = z.infer<typeof BadLineGroup>

/** How many records have a number in a channel that came as text, and where first. */
export const TextNumber = z.object({
  channel: z.string(),
  count: z.int().positive(),
  firstLine: z.int().positive(),
})
export type TextNumber = z.infer<typeof TextNumber>

/** Cells of one channel that can't be read for one reason, in lines that are good without them. */
export const CellErrorCount = z.object({
  channel: z.string(),
  code: LineCode,
  count: z.int().positive(),
  firstLine: z.int().positive(),
})
export type CellErrorCount = z.infer<typeof CellErrorCount>

/** A cell of a good line that can't be read, with the beginning of its text. */
export const CellError = z.object({
  line: z.int().positive(),
  channel: z.string(),
  code: LineCode,
  raw: z.string(),
})
export type CellError = z.infer<typeof CellError>

/** A key that the satellite type does not know; `key` is null for all keys beyond the first 100. */
export const UnknownKey = z.object({
  key: z.string().nullable(),
  count: z.int().positive(),
  firstLine: z.int().positive(),
})
export type UnknownKey = z.infer<typeof UnknownKey>
