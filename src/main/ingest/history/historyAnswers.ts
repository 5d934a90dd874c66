import type { historyCalls } from '#shared/history/calls'
import type { Answers } from '../../answers'
import type { DatabaseService } from '../databaseService/databaseService'
import type { PipelineHistory } from './pipelineHistory'

/** What the view of the pipeline's history asks: of what is stored, and of what is not yet. */
export function historyAnswers(
  database: DatabaseService,
  history: PipelineHistory,
): Answers<keyof typeof historyCalls> {
  return {
    'history:series': ({ fromMs, toMs, buckets }) =>
      database.read('historySeries', {
        now: Math.floor(Date.now() / 1000),
        from: Math.floor(fromMs / 1000),
        to: Math.ceil(toMs / 1000),
        buckets,
        unsaved: history.unsaved,
      }),
    'history:events': (question) =>
      database.read('historyEvents', { question, unsaved: history.unsaved.events }),
  }
}
