/** How a formula begins, after OWASP's "CSV Injection"; the wide signs stand for the narrow ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * One CSV field (RFC 4180). Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; numbers are left as they are, so -2.1 stays a number.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvLine(values: readonly (string | number | null)[]): string {
  return values.map(csvField).join(',')
}
