import type { HistoryEvent, HistoryEventKind } from '#shared/history/events'
import { partTitle } from '../pipeline/partWords'
import { asSentence, countOf, formatDuration, formatShortCount } from '../../ui/format'
import { countText } from '#shared/numbers'

export type EventTone = 'plain' | 'good' | 'attention' | 'bad'

/** An event in words: what happened, and what more is known of it. */
export interface EventWords {
  readonly tone: EventTone
  readonly title: string
  /** The package that it is of; null where it is of none. */
  readonly name: string | null
  readonly detail: string
}

const tones: Readonly<Record<HistoryEventKind, EventTone>> = {
  started: 'plain',
  stopped: 'plain',
  restarted: 'attention',
  'given-up': 'bad',
  steered: 'plain',
  alert: 'bad',
  'alert-over': 'good',
  paused: 'attention',
  resumed: 'good',
  pace: 'plain',
  'file-began': 'plain',
  'file-ended': 'good',
}

/** '1,300,000 lines, 2 bad, in 4.2 s'. */
function balance({ lines, bad, durationMs }: HistoryEvent): string {
  const parts = [
    lines === null ? null : countOf(lines, 'line'),
    bad === null || bad === 0 ? null : `${countText(bad)} bad`,
    durationMs === null ? null : `in ${formatDuration(durationMs / 1000)}`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

/** '1.3 M lines, 2 bad': no more than fits a line. */
function shortBalance({ lines, bad }: HistoryEvent): string {
  if (lines === null) return ''
  const all = `${formatShortCount(lines)} ${lines === 1 ? 'line' : 'lines'}`
  return bad === null || bad === 0 ? all : `${all}, ${formatShortCount(bad)} bad`
}

function partOf(component: string | null): string {
  return component === null ? 'A part' : partTitle(component)
}

function joined(first: string, second: string, between = '. '): string {
  return first === '' || second === '' ? first + second : `${first}${between}${second}`
}

function fallTitle({ component, line }: HistoryEvent): string {
  if (line === null) return `${partOf(component)} fell`
  // Line 1 is the header.
  return line <= 1 ? 'Fell before its first line' : `Fell after line ${countText(line)}`
}

function detailOf(event: HistoryEvent): string {
  const { kind, component } = event
  const message = event.message ?? ''
  if (kind === 'alert-over' || kind === 'resumed') return lasted(event)
  return kind === 'restarted'
    ? joined(`${component === null ? 'It' : partTitle(component)} was started anew`, message, ': ')
    : message
}

function endWords(event: HistoryEvent): Pick<EventWords, 'tone' | 'title' | 'detail'> {
  const figures = balance(event)
  const message = event.message ?? ''
  switch (event.status) {
    case 'failed':
      return { tone: 'bad', title: 'Failed', detail: joined(message, figures) }
    case 'duplicate':
      return { tone: 'plain', title: 'Stored already', detail: message }
    case 'cancelled':
      return { tone: 'plain', title: 'Cancelled', detail: figures }
    case 'paused':
      return { tone: 'attention', title: 'Paused', detail: figures }
    case 'waiting':
      return {
        tone: 'attention',
        title: 'Waits for its rest',
        detail: joined(asSentence(message), figures, ' '),
      }
    case 'complete':
    case 'processing':
    case 'queued':
    case null:
      return {
        tone: event.bad === null || event.bad === 0 ? 'good' : 'attention',
        title: joined('Complete', shortBalance(event), ': '),
        detail: figures,
      }
  }
}

function lasted({ durationMs }: HistoryEvent): string {
  return durationMs === null ? '' : `After ${formatDuration(durationMs / 1000)}`
}

function titleOf(event: HistoryEvent): string {
  switch (event.kind) {
    case 'started':
      return 'Downlink started'
    case 'stopped':
      return 'Downlink stopped'
    case 'restarted':
      return fallTitle(event)
    case 'given-up':
      return `${partOf(event.component)} fell too often`
    case 'steered':
      return `The operator steered: ${partOf(event.component)}`
    case 'alert':
      return 'Held up'
    case 'alert-over':
      return 'No longer held up'
    case 'paused':
      return 'Everything paused'
    case 'resumed':
      return 'Everything resumed'
    case 'pace':
      return 'Pace changed'
    case 'file-began':
      return 'Began'
    case 'file-ended':
      return endWords(event).title
  }
}

/** What an event says. */
export function eventWords(event: HistoryEvent): EventWords {
  const { kind, message, fileName: name } = event
  if (kind === 'file-ended') return { name, ...endWords(event) }
  return {
    // A start that has a message is one after a crash.
    tone: kind === 'started' && message !== null ? 'attention' : tones[kind],
    title: titleOf(event),
    name,
    detail: detailOf(event),
  }
}
