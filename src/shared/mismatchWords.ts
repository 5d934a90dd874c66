import { listWords } from './listWords'
import type { Mismatch } from './mismatch'
import { counted, countText } from './numbers'

const MOST_NAMED = 3

/** `1 channel found nothing in it: version`; null where all found something. */
export function emptyChannelWords(names: readonly string[]): string | null {
  if (names.length === 0) return null
  return `${counted(names.length, 'channel')} found nothing in it: ${listWords(names, MOST_NAMED)}`
}

/** `76 columns are in no channel`; null where all are in one. */
export function inNoChannelWords({ what, count, hasMore }: Mismatch['inNoChannel']): string | null {
  if (hasMore) return `more than ${countText(count)} ${what}s are in no channel`
  if (count === 0) return null
  return `${counted(count, what)} ${count === 1 ? 'is' : 'are'} in no channel`
}
