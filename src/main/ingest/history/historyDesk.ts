import type { HistoryEventPage, HistoryEventsQuestion } from '#shared/history/events'
import type { HistoryQuestion, HistorySeries } from '#shared/history/series'
import type { DatabaseService } from '../databaseService/databaseService'
import type { PipelineHistory } from './pipelineHistory'

/** What the view of the pipeline's history asks: of what is stored, and of what is not yet. */
export class HistoryDesk {
  readonly #database: DatabaseService
  readonly #history: PipelineHistory

  constructor(database: DatabaseService, history: PipelineHistory) {
    this.#database = database
    this.#history = history
  }

  series({ fromMs, toMs, buckets }: HistoryQuestion): Promise<HistorySeries> {
    return this.#database.read('historySeries', {
      now: Math.floor(Date.now() / 1000),
      from: Math.floor(fromMs / 1000),
      to: Math.ceil(toMs / 1000),
      buckets,
      unsaved: this.#history.unsaved,
    })
  }

  events(question: HistoryEventsQuestion): Promise<HistoryEventPage> {
    const unsaved = this.#history.unsaved.events
    return this.#database.read('historyEvents', { question, unsaved })
  }
}
