import type { RawLine } from '../../database/inbox/rawLines'
import type { Correction } from '../../database/mends/mendedTexts'
import { decodeUtf8 } from '../reader/utf8'
import { applyRule } from './rules/applyRule'

/** The text that stands for a bad line; null where the line can't be told any more. */
export function correctedText(
  { raw }: Pick<RawLine, 'raw'>,
  correction: Correction,
): string | null {
  if (correction.text !== null) return correction.text
  const line = decodeUtf8(raw)
  return line === null ? null : applyRule(correction.rule, line).text
}
