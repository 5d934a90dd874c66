import { useRef, type ReactNode } from 'react'
import { historyDataState } from '../../stores/history/data'
import { historyViewState, shownUs } from '../../stores/history/view'
import { onPanKey } from '../../ui/plot/timeKeys'
import { TimePane } from '../../ui/plot/TimePane'
import { spanUs, type TimeSpan } from '../../ui/plot/timeSpan'
import styles from './HistoryView.module.css'
import { PlotStack } from './PlotStack'

/** Moves the chosen moment by one bucket. */
function step(way: -1 | 1): void {
  const state = historyViewState()
  const { series } = historyDataState()
  if (series === null) return
  const stepUs = series.bucketMs * 1000
  const fromUs = shownUs(state) ?? state.span.toUs
  const us = Math.min(state.nowUs, (Math.floor(fromUs / stepUs) + 0.5 + way) * stepUs)
  state.actions.momentChosen(Math.round(us))
  const { span, actions } = historyViewState()
  if (us < span.fromUs || us > span.toUs) {
    const half = spanUs(span) / 2
    actions.spanChosen({ fromUs: us - half, toUs: us + half })
  }
}

/** Keys of the time axis; true when the key was one. */
function onTimeKey(event: KeyboardEvent): boolean {
  const { actions, firstUs, span } = historyViewState()
  if (onPanKey(event, actions, step)) return true
  switch (event.key) {
    case 'Home':
      if (firstUs !== null) actions.spanChosen({ fromUs: firstUs, toUs: firstUs + spanUs(span) })
      return true
    case 'End':
      actions.nowChosen()
      return true
    default:
      return false
  }
}

export function PlotsPane({ span }: { readonly span: TimeSpan }): ReactNode {
  const pane = useRef<HTMLDivElement>(null)
  return (
    <TimePane pane={pane} className={styles.plots} onKey={onTimeKey}>
      <PlotStack span={span} />
    </TimePane>
  )
}
