import type { LineFormat } from '#shared/formats/lineFormat'
import type { RawLine } from '../../database/inbox/rawLines'
import type { Correction } from '../../database/mends/mendedTexts'
import { textOfLine } from './lineText'
import { applyRule } from './rules/applyRule'

/** The text that stands for a bad line; null where the line can't be told any more. */
export function correctedText(
  { raw }: Pick<RawLine, 'raw'>,
  correction: Correction,
  format: LineFormat,
): string | null {
  if (correction.text !== null) return correction.text
  const line = textOfLine(raw, format)
  return line === null ? null : applyRule(correction.rule, line, format).text
}
