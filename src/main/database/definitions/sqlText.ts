/** What stands for itself between quotes, however it is read. */
const PLAIN = /^[\x20-\x7e]*$/

/** A text as it may stand in SQL, whatever it holds. */
export function sqlText(text: string): string {
  if (PLAIN.test(text)) return `'${text.replaceAll("'", "''")}'`
  return `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`
}

/** A name as it may stand in SQL, though it be one of SQL's own words. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
