import { printableJson } from '#shared/printable'

/** What a terminal that the file is shown on would act on; line ends and tabs lie in quotes. */
const ACTING = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu
/** How a formula begins, after OWASP's "CSV Injection"; the wide signs stand for the narrow ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * One CSV field (RFC 4180). Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; numbers are left as they are, so -2.1 stays a number. Control characters and those
 * that turn the writing direction are written as JSON writes them (\u001b).
 */
export function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = value.replace(ACTING, printableJson)
  const safe = FORMULA.test(value) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvLine(values: readonly (string | number | null)[]): string {
  return values.map(csvField).join(',')
}
