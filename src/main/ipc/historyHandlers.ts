import type { historyCalls } from '#shared/history/calls'
import type { HistoryDesk } from '../ingest/history/historyDesk'
import type { Handlers } from './answer'

/** The part of the history that the page may use. */
export type HistoryAnswers = Pick<HistoryDesk, 'series' | 'events'>

/** Every call of the view that shows what the pipeline did. */
export function historyHandlers(
  history: HistoryAnswers,
): Pick<Handlers, keyof typeof historyCalls> {
  return {
    'history:series': (question) => history.series(question),
    'history:events': (question) => history.events(question),
  }
}
