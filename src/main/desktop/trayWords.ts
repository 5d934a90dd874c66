import { countText } from '#shared/numbers'
import type { StationStatus, WatcherStatus } from '#shared/status'

/** What an icon may show; it has nothing to tell of a station that is at rest. */
export type Tone = 'rest' | 'busy' | 'paused' | 'held' | 'trouble'

/** What the tray shows of the station. */
export interface TrayState {
  /** One line: the worst first. */
  readonly state: string
  /** What stands in the queue; null when nothing does. */
  readonly queue: string | null
  readonly tone: Tone
  readonly paused: boolean
}

type Facts = Pick<StationStatus, 'state' | 'paused' | 'alert' | 'counts'> & {
  readonly watchers: readonly Pick<WatcherStatus, 'state'>[]
}

export function trayState(status: Facts): TrayState {
  const { queued, failed } = status.counts
  const waiting = [
    ...(queued > 0 ? [`${countText(queued)} queued`] : []),
    ...(failed > 0 ? [`${countText(failed)} held`] : []),
  ]
  return {
    ...stateOf(status),
    queue: waiting.length === 0 ? null : waiting.join(', '),
    paused: status.paused,
  }
}

function stateOf(status: Facts): { state: string; tone: Tone } {
  if (status.state === 'stopping') return { state: 'stopping', tone: 'rest' }
  if (status.state === 'failed' || status.alert !== null) {
    return { state: 'needs you: open the window', tone: 'trouble' }
  }
  const { watchers } = status
  if (watchers.some(({ state }) => state === 'missing' || state === 'refused')) {
    const which = watchers.length === 1 ? 'the watched folder' : 'a watched folder'
    return { state: `${which} is not there`, tone: 'trouble' }
  }
  const { processing, failed } = status.counts
  const otherwise = failed > 0 ? 'held' : 'rest'
  if (status.paused) return { state: 'paused', tone: 'paused' }
  if (processing > 0) {
    const files = processing === 1 ? '1 file' : `${countText(processing)} files`
    return { state: `importing ${files}`, tone: failed > 0 ? 'held' : 'busy' }
  }
  const isWatching = watchers.some(({ state }) => state === 'watching')
  return { state: isWatching ? 'watching' : 'idle', tone: otherwise }
}
