import type { LineCode, LineIssue } from '#shared/codes'

/** Faults of a whole line. Their words never hold the line's own text, so equal faults read alike. */
export const lineIssues = {
  invalidUtf8: issue('invalid_utf8', 'The line is not text in UTF-8'),
  tooLong: issue('line_too_long', 'The line is longer than 16 MiB and was not parsed'),
  invalidJson: issue('invalid_json', 'The line is not valid JSON'),
  secondHeader: issue(
    'missing_field',
    'The line is a second header: it seems that two packages were joined here',
  ),
  otherHeader: issue(
    'missing_field',
    'The line is the header of another satellite type: it seems that two packages were joined here',
  ),
  notAnObject: issue('not_an_object', 'The line is valid JSON, but not an object'),
  openQuote: issue(
    'open_quote',
    'A quote in the line is not closed: a record is one line, also where a line break is quoted',
  ),
} as const

function issue(code: LineCode, message: string): readonly [LineIssue] {
  return [{ path: '', code, message }]
}
