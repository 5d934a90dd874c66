import type { HistoryEventKind } from '#shared/history/events'

/** How what happened is drawn on the time axis: a shape and a meaning. */
export interface Sign {
  readonly shape: 'fall' | 'bar' | 'dot' | 'ring'
  readonly colour: 'attention' | 'bad' | 'muted' | 'accent'
}

const signs: Readonly<Partial<Record<HistoryEventKind, Sign>>> = {
  restarted: { shape: 'fall', colour: 'attention' },
  'given-up': { shape: 'fall', colour: 'bad' },
  steered: { shape: 'ring', colour: 'accent' },
  alert: { shape: 'dot', colour: 'bad' },
  paused: { shape: 'bar', colour: 'attention' },
  pace: { shape: 'ring', colour: 'accent' },
  started: { shape: 'ring', colour: 'muted' },
  stopped: { shape: 'ring', colour: 'muted' },
}

/** The sign of an event; null where it has none of its own. */
export function signOf(kind: HistoryEventKind): Sign | null {
  return signs[kind] ?? null
}
