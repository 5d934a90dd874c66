import type { LineIssue } from '#shared/codes'
import type { Rule } from '#shared/inbox/rules'
import type { RawLine } from '../../database/inbox/rawLines'
import type { LineReading } from './lineReading'
import { textOfLine } from './lineText'
import type { JudgedRecord } from './recordBatch'
import { applyRule } from './rules/applyRule'

/** What a rule makes of a bad line. */
export type Tried =
  | { readonly outcome: 'fixed'; readonly text: string; readonly judged: JudgedRecord }
  | { readonly outcome: 'still_bad'; readonly text: string; readonly issues: readonly LineIssue[] }
  | { readonly outcome: 'untouched'; readonly reason: string }

/** Takes a line through a rule and lets the reader judge what comes out. */
export function tryRule(
  reading: LineReading,
  rule: Rule,
  { line, raw, rawBytes }: Pick<RawLine, 'line' | 'raw' | 'rawBytes'>,
): Tried {
  if (raw.length < rawBytes) {
    return { outcome: 'untouched', reason: 'only its first 64 KiB are kept' }
  }
  const before = textOfLine(raw, reading.format)
  if (before === null) return { outcome: 'untouched', reason: 'it is not text in UTF-8' }
  const { text, reason } = applyRule(rule, before, reading.format)
  if (text === null) return { outcome: 'untouched', reason }
  const judged = reading.judge(line, text)
  return judged.issues === null
    ? { outcome: 'fixed', text, judged }
    : { outcome: 'still_bad', text, issues: judged.issues }
}
