import type { StationStatus } from '#shared/status'
import type { Tone } from '../ui/State'
import { alertWords } from './alertWords'

interface StationWords {
  readonly word: string
  readonly tone: Tone
  /** Says more than the word does; null where there is no more to say. */
  readonly note: string | null
}

type Told = Pick<StationStatus, 'state' | 'paused' | 'draining' | 'alert'> & {
  readonly watcher: Pick<StationStatus['watcher'], 'state' | 'reason'>
}

/**
 * How the station is as a whole. It runs only where nothing keeps it from importing: whatever holds
 * it up is named in its place, what somebody has to see to first.
 */
export function stationWords({ state, paused, draining, alert, watcher }: Told): StationWords {
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
  if (watcher.state === 'missing') {
    return told('Watched folder missing', 'bad', watcher.reason)
  }
  if (watcher.state === 'refused') {
    return told('Watched folder refused', 'bad', watcher.reason)
  }
  return told('Station running', 'good')
}

function told(word: string, tone: Tone, note: string | null = null): StationWords {
  return { word, tone, note }
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
