import { printableJson } from '#shared/printable'

/** What a terminal that the file is shown on would act on; line ends and tabs lie in quotes. */
const ACTING = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu
/** How a formula begins, after OWASP's "CSV Injection"; the wide signs stand for the narrow ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** The same behind blanks and what can't be seen, and what else some spreadsheets run. */
const HIDDEN_FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠−|%#]/u
/** A text that a spreadsheet takes for a number, a date or a truth, and shows as another text. */
const OTHER_KIND =
  /^\s*(?:[.,]?\d|(?:true|false)\s*$|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s./-]*\d)/i

export type Cell = string | number | null

/**
 * One CSV field (RFC 4180). Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; numbers are left as they are, so -2.1 stays a number. Control characters and those
 * that turn the writing direction are written as JSON writes them (\u001b).
 */
export function csvField(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  return quoted(FORMULA.test(value) ? `'${inert(value)}` : inert(value), /[",\n]/)
}

/**
 * The same for a spreadsheet: what it would take for something else than this text has the
 * apostrophe too, so that 00123 and 1/2 stay what they are.
 */
export function excelField(value: Cell): string {
  if (typeof value !== 'string') return csvField(value)
  const isOther = FORMULA.test(value) || HIDDEN_FORMULA.test(value) || OTHER_KIND.test(value)
  const text = isOther && !TIME.test(value) ? `'${inert(value)}` : inert(value)
  // Some spreadsheets cut at semicolons and tabs too.
  return quoted(text, /[",;\n\t]/)
}

/** A time as exports write it, which no spreadsheet changes. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

function inert(text: string): string {
  return text.replace(ACTING, printableJson)
}

function quoted(text: string, cutting: RegExp): string {
  return cutting.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvLine(values: readonly Cell[]): string {
  return values.map(csvField).join(',')
}

export function excelLine(values: readonly Cell[]): string {
  return values.map(excelField).join(',')
}
