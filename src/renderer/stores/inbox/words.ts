import type { LineIssue } from '#shared/codes'
import type { InboxGroup } from '#shared/inbox/groups'
import type { MendEntry } from '#shared/inbox/mends'
import type { BadLineStatus } from '#shared/lineFindings'
import { countOf } from '../../ui/format'
import type { Tone } from '../../ui/State'
import { ruleWords } from './ruleWords'

export const statusWords: Readonly<Record<BadLineStatus, { word: string; tone: Tone }>> = {
  open: { word: 'Open', tone: 'bad' },
  fixed: { word: 'Mended', tone: 'good' },
  dismissed: { word: 'Dismissed', tone: 'plain' },
}

/** What is wrong, in one line: the first issue, and how many there are beside it. */
export function groupTitle(issues: readonly LineIssue[]): string {
  const [first, ...others] = issues
  if (first === undefined) return ''
  return others.length === 0 ? first.message : `${first.message}, and ${others.length} more`
}

/** '12 mended, 3 dismissed'; empty while nothing was done. */
export function doneWords({ fixed, dismissed }: InboxGroup['lines']): string {
  const parts: string[] = []
  if (fixed > 0) parts.push(countOf(fixed, 'mended', 'mended'))
  if (dismissed > 0) parts.push(countOf(dismissed, 'dismissed', 'dismissed'))
  return parts.join(', ')
}

/** What a mend did: 'Edited by hand', 'Rename "temp" to "temperature"', 'Dismissed: old station'. */
export function mendWords(mend: Pick<MendEntry, 'kind' | 'note' | 'rule'>): string {
  switch (mend.kind) {
    case 'edit':
      return 'Edited by hand'
    case 'rule':
      return mend.rule === null ? 'Mended by a rule' : ruleWords(mend.rule)
    case 'dismiss':
      return mend.note === '' ? 'Dismissed' : `Dismissed: ${mend.note}`
  }
}

/** The mend that a line's state comes from: the newest one that was not taken back. */
export function holdingMend(mends: readonly MendEntry[]): MendEntry | null {
  return mends.find(({ undoneAt }) => undoneAt === null) ?? null
}
