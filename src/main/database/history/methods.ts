import type { HistoryEventPage, HistoryEventsQuestion } from '#shared/history/events'
import type { HistorySeries } from '#shared/history/series'
import { withTransfer } from '../../workers/serve'
import type { ReadDb } from '../handles'
import { inSnapshot } from '../inbox/snapshot'
import { historyEvents } from './events'
import type { Unsaved } from './save'
import { historySeries, type SeriesQuestion } from './series'

/** Questions about what the pipeline did. */
export function historyMethods(db: ReadDb) {
  return {
    historySeries: (question: SeriesQuestion): HistorySeries => {
      const series = inSnapshot(db, () => historySeries(db, question))
      const { seconds, channels, paused, comparing, alerted, paceLines, pacePauseMs } = series
      const columns = channels.flatMap(({ min, mean, max }) => [min, mean, max])
      columns.push(seconds, paused, comparing, alerted, paceLines, pacePauseMs)
      return withTransfer(
        series,
        columns.map(({ buffer }) => buffer),
      )
    },

    historyEvents: (input: {
      question: HistoryEventsQuestion
      unsaved: Unsaved['events']
    }): HistoryEventPage => inSnapshot(db, () => historyEvents(db, input.question, input.unsaved)),
  }
}
