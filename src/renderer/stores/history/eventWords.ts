import type { HistoryEvent, HistoryEventKind } from '#shared/history/events'
import { countOf, formatCount, formatDuration } from '../../ui/format'
import { showInvisible } from '../../ui/raw/pieces'

export type EventTone = 'plain' | 'good' | 'attention' | 'bad'

/** An event in words: what happened, and what more is known of it. */
export interface EventWords {
  readonly tone: EventTone
  readonly title: string
  readonly detail: string
}

const tones: Readonly<Record<HistoryEventKind, EventTone>> = {
  started: 'plain',
  stopped: 'plain',
  restarted: 'attention',
  'given-up': 'bad',
  alert: 'bad',
  'alert-over': 'good',
  paused: 'attention',
  resumed: 'good',
  pace: 'plain',
  'file-began': 'plain',
  'file-ended': 'good',
}

function nameOf({ fileName, fileId }: HistoryEvent): string {
  const name = fileName === null ? 'a file' : showInvisible(fileName)
  return fileId === null ? name : `${name} (#${fileId})`
}

/** '1,000 lines, 2 bad, in 0.4 s'. */
function balance({ lines, bad, durationMs }: HistoryEvent): string {
  const parts = [
    lines === null ? null : countOf(lines, 'line'),
    bad === null || bad === 0 ? null : `${formatCount(bad)} bad`,
    durationMs === null ? null : `in ${formatDuration(durationMs / 1000)}`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('. ')
}

function fellAt(event: HistoryEvent): string {
  const { line } = event
  if (line === null) return ''
  return line <= 1
    ? `It fell before the first line of ${nameOf(event)} was stored`
    : `It fell after line ${formatCount(line)} of ${nameOf(event)}`
}

function endWords(event: HistoryEvent): EventWords {
  const name = nameOf(event)
  const figures = balance(event)
  switch (event.status) {
    case 'failed':
      return { tone: 'bad', title: `${name} failed`, detail: joined(event.message, figures) }
    case 'duplicate':
      return { tone: 'plain', title: `${name} was stored already`, detail: event.message ?? '' }
    case 'cancelled':
      return { tone: 'plain', title: `${name} cancelled`, detail: figures }
    case 'paused':
      return { tone: 'attention', title: `${name} paused`, detail: figures }
    case 'complete':
    case 'processing':
    case 'queued':
    case null:
      return { tone: 'good', title: `${name} complete`, detail: figures }
  }
}

function lasted({ durationMs }: HistoryEvent): string {
  return durationMs === null ? '' : `After ${formatDuration(durationMs / 1000)}`
}

/** What an event says. */
export function eventWords(event: HistoryEvent): EventWords {
  const { kind, message } = event
  const tone = tones[kind]
  switch (kind) {
    case 'started':
      return {
        tone: message === null ? 'plain' : 'attention',
        title: 'Downlink started',
        detail: message ?? '',
      }
    case 'stopped':
      return { tone, title: 'Downlink stopped', detail: '' }
    case 'restarted': {
      const title = `${event.component ?? 'A component'} restarted`
      return { tone, title, detail: joined(fellAt(event), message) }
    }
    case 'given-up':
      return {
        tone,
        title: `${event.component ?? 'A component'} fell too often`,
        detail: joined(message),
      }
    case 'alert':
      return { tone, title: 'Held up', detail: message ?? '' }
    case 'alert-over':
      return { tone, title: 'No longer held up', detail: lasted(event) }
    case 'paused':
      return { tone, title: 'Everything paused', detail: '' }
    case 'resumed':
      return { tone, title: 'Everything resumed', detail: lasted(event) }
    case 'pace':
      return { tone, title: 'Pace changed', detail: message ?? '' }
    case 'file-began':
      return { tone, title: `${nameOf(event)} began`, detail: message ?? '' }
    case 'file-ended':
      return endWords(event)
  }
}
