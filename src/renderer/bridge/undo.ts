import { actsState } from '../stores/undo/undo'
import { tell } from './tell'

/** Takes back what was done last in this window, whatever it was; says so when there is nothing. */
export function undoLastAct(): void {
  const last = actsState().done.at(-1)
  if (last === undefined) {
    tell({ tone: 'attention', text: 'Nothing to take back.', topic: 'undo' })
    return
  }
  actsState().actions.actOver(last.id)
  last.run()
}
