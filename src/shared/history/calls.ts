import { HistoryEventPage, HistoryEventsQuestion } from './events'
import { HistoryQuestion, HistorySeries } from './series'

/** The calls of the view that shows what the pipeline did. */
export const historyCalls = {
  'history:series': { input: HistoryQuestion, output: HistorySeries },
  'history:events': { input: HistoryEventsQuestion, output: HistoryEventPage },
} as const
