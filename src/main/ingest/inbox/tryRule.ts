import type { LineIssue } from '#shared/codes'
import type { Rule } from '#shared/inbox/rules'
import type { RawLine } from '../../database/inbox/rawLines'
import type { RecordValues } from '../reader/recordFields'
import { decodeUtf8 } from '../reader/utf8'
import type { LineJudge } from './lineJudge'
import { applyRule } from './rules/applyRule'

/** What a rule makes of a bad line. */
export type Tried =
  | { readonly outcome: 'fixed'; readonly text: string; readonly values: RecordValues }
  | { readonly outcome: 'still_bad'; readonly text: string; readonly issues: readonly LineIssue[] }
  | { readonly outcome: 'untouched'; readonly reason: string }

/** Takes a line through a rule and lets the reader judge what comes out. */
export function tryRule(
  judge: LineJudge,
  satelliteType: string,
  rule: Rule,
  { raw, rawBytes }: Pick<RawLine, 'raw' | 'rawBytes'>,
): Tried {
  if (raw.length < rawBytes) {
    return { outcome: 'untouched', reason: 'only its first 64 KiB are kept' }
  }
  const line = decodeUtf8(raw)
  if (line === null) return { outcome: 'untouched', reason: 'it is not text in UTF-8' }
  const { text, reason } = applyRule(rule, line)
  if (text === null) return { outcome: 'untouched', reason }
  const { values, issues } = judge.judge(satelliteType, text)
  return issues === null
    ? { outcome: 'fixed', text, values }
    : { outcome: 'still_bad', text, issues }
}
