import type { ComponentState, ComponentStatus } from '#shared/status'
import type { ComponentAction } from '#shared/steering/actions'
import { componentIds } from '#shared/steering/ids'
import {
  CircleAlert,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleStop,
  Hourglass,
  RotateCw,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { formatBytes, formatShortCount } from '../../ui/format'
import { countText } from '#shared/numbers'
import type { Tone } from '../../ui/State'

interface StateWords {
  readonly word: string
  readonly tone: Tone
  readonly icon: LucideIcon
}

const states: Readonly<Record<ComponentState, StateWords>> = {
  starting: { word: 'Starting', tone: 'plain', icon: CircleDashed },
  running: { word: 'Running', tone: 'good', icon: CircleDot },
  waiting: { word: 'Waiting', tone: 'plain', icon: Hourglass },
  restarting: { word: 'Restarting', tone: 'attention', icon: RotateCw },
  stopped: { word: 'Stopped', tone: 'plain', icon: CircleStop },
  failed: { word: 'Failed', tone: 'bad', icon: CircleAlert },
}

/** A package stands still only because somebody or something has it so. */
export function stateOf({ state, file }: ComponentStatus): StateWords {
  if (file !== undefined && state === 'stopped') {
    return { word: 'Paused', tone: 'attention', icon: CirclePause }
  }
  if (file !== undefined && state === 'failed') {
    return { word: 'Held', tone: 'bad', icon: CircleAlert }
  }
  return states[state]
}

/** Short, for a column whose heading says per second. */
export function rateText({ rate }: ComponentStatus): string {
  return rate === undefined ? '' : formatShortCount(rate)
}

/** What a component's rate counts. */
export function rateUnit({ id, file }: ComponentStatus): string {
  return file === undefined && id === componentIds.watcher ? 'files/s' : 'lines/s'
}

/** '2 of 3' where there is room for so many. */
export function depthText({ depth, room }: ComponentStatus): string {
  if (depth === undefined) return ''
  return room === undefined ? countText(depth) : `${depth} of ${room}`
}

/** What waits in the depth of a component. */
export function depthWords({ id, file }: ComponentStatus): string {
  if (file !== undefined) return 'chunks'
  if (id === componentIds.parsers) return 'packages wait'
  if (id === componentIds.watcher) return 'files arriving'
  if (id === componentIds.sources) return 'sources wait'
  return 'calls under way'
}

export function memoryText({ memoryBytes }: ComponentStatus): string {
  return memoryBytes === undefined ? '' : formatBytes(memoryBytes)
}

export const actionKeys: Readonly<Record<ComponentAction, string>> = {
  pause: 'Space',
  resume: 'Space',
  drain: 'Mod+Shift+D',
  'stop-draining': 'Mod+Shift+D',
  restart: 'R',
  hold: 'W',
  release: 'W',
  take: 'A',
}
