import type { Outcomes } from '#shared/status'
import { flawWords } from '../stores/files/words'
import type { Notice } from '../stores/notices/notices'
import { countOf } from '../ui/format'

/** Files of which the same came: how many since their notice stands, and the last of them. */
export type Outcome = {
  readonly [K in keyof Outcomes]: {
    readonly kind: K
    readonly count: number
    readonly last: NonNullable<Outcomes[K]['last']>
  }
}[keyof Outcomes]

function wordsFor({ kind, last }: Outcome): { tone: Notice['tone']; one: string; many: string } {
  switch (kind) {
    case 'failed':
      return { tone: 'bad', one: `failed: ${last.message}`, many: 'failed' }
    case 'flawed':
      return { tone: 'attention', one: flawWords(last), many: 'are complete with bad lines' }
    case 'returned':
      return {
        tone: 'attention',
        one: `has come again: it was removed as #${last.removed}, and is imported anew as #${last.fileId}`,
        many: 'came again that had been removed',
      }
  }
}

/** What a notice says of files that ended. */
export function outcomeNotice(outcome: Outcome): Pick<Notice, 'tone' | 'text'> {
  const { kind, count, last } = outcome
  const { tone, one, many } = wordsFor(outcome)
  const latest = `${last.name}${kind === 'flawed' ? ': ' : ' '}${one}`
  return {
    tone,
    text: count === 1 ? latest : `${countOf(count, 'package')} ${many}. The last one is ${latest}`,
  }
}
