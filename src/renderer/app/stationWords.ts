import type { StationStatus, WatcherStatus } from '#shared/status'
import type { Tone } from '../ui/State'
import { alertWords } from './alertWords'

interface StationWords {
  readonly word: string
  readonly tone: Tone
  /** Says more than the word does; null where there is no more to say. */
  readonly note: string | null
}

type Told = Pick<StationStatus, 'state' | 'paused' | 'draining' | 'alert'> & {
  readonly watchers: readonly Pick<WatcherStatus, 'state' | 'reason'>[]
}

/**
 * How the station is as a whole. It runs only where nothing keeps it from importing: whatever holds
 * it up is named in its place, what somebody has to see to first.
 */
export function stationWords({ state, paused, draining, alert, watchers }: Told): StationWords {
  if (state === 'failed') return told('Station failed', 'bad')
  if (state === 'starting') return told('Station starting', 'plain')
  if (state === 'stopping') return told('Station stopping', 'plain')
  if (alert !== null) {
    return told(`Station held up: ${lowered(alertWords[alert.code].title)}`, 'bad', alert.message)
  }
  if (paused) return told('Station paused', 'attention')
  if (draining) {
    return told('Station finishing', 'attention', 'What is begun is finished; nothing else begins.')
  }
  for (const { state: stands, reason } of watchers) {
    if (stands === 'missing') return told('Watched folder missing', 'bad', reason)
    if (stands === 'refused') return told('Watched folder refused', 'bad', reason)
  }
  return told('Station running', 'good')
}

function told(word: string, tone: Tone, note: string | null = null): StationWords {
  return { word, tone, note }
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
