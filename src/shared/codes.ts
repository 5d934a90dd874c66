import { z } from 'zod'
import { fileCodes } from './fileCodes'

/** Why a line was not imported. Public: stored in `line_errors.code`. */
export const LineCode = z.enum([
  'invalid_utf8',
  'line_too_long',
  'invalid_json',
  'not_an_object',
  'wrong_column_count',
  'open_quote',
  'missing_field',
  'wrong_type',
  'not_finite',
  'out_of_range',
  'invalid_timestamp',
  'rejected_by_database',
])
export type LineCode = z.infer<typeof LineCode>

export const FileCode = z.enum(fileCodes)
export type FileCode = z.infer<typeof FileCode>

/** One fault of one line. `path` is the key in the line, or '' for the line itself. */
export const LineIssue = z.object({ path: z.string(), code: LineCode, message: z.string() })
export type LineIssue = z.infer<typeof LineIssue>

export const FileFailure = z.object({ code: FileCode, message: z.string() })
export type FileFailure = z.infer<typeof FileFailure>
