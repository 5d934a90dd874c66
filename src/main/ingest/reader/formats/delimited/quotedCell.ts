import type { DelimitedFile } from '#shared/telemetry/file'

const BLANK = /[ \t]/
const BLANK_AROUND = /^[ \t]|[ \t]$/

/**
 * A cell's text as it stands in a line: between quotes where it would be read otherwise without. Where
 * a file has no quotes it stands as it is.
 */
export function quotedCell(text: string, file: DelimitedFile, isFirst: boolean): string {
  const { quote } = file
  if (quote === false || !needsQuotes(text, file, quote, isFirst)) return text
  return `${quote}${text.replaceAll(quote, quote + quote)}${quote}`
}

function needsQuotes(
  text: string,
  { delimiter, trim, comment }: DelimitedFile,
  quote: string,
  isFirst: boolean,
): boolean {
  if (text.startsWith(quote)) return true
  if (isFirst && comment !== undefined && text.startsWith(comment)) return true
  if (delimiter === 'blanks') return text === '' || BLANK.test(text)
  return text.includes(delimiter) || text.includes(quote) || (trim && BLANK_AROUND.test(text))
}
