import { useRef, type ReactNode } from 'react'
import { historyDataState } from '../../stores/history/data'
import { historyViewState, shownUs } from '../../stores/history/view'
import { spanUs, type TimeSpan } from '../../ui/plot/timeSpan'
import { useFocusOnMount } from '../../ui/useFocusOnMount'
import { usePageKeys } from '../../ui/usePageKeys'
import styles from './HistoryView.module.css'
import { PlotStack } from './PlotStack'

/** Share of what is looked at that a key pans by. */
const PAN_STEP = 0.1

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
function onTimeKey({ key, shiftKey }: KeyboardEvent): boolean {
  const { actions, firstUs, span } = historyViewState()
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const way = key === 'ArrowLeft' ? -1 : 1
      if (shiftKey) step(way)
      else actions.pannedBy(way * PAN_STEP)
      return true
    }
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

/** The plots as a whole take the focus; the keys of the time axis work wherever in the view it is. */
export function PlotsPane({ span }: { readonly span: TimeSpan }): ReactNode {
  const pane = useRef<HTMLDivElement>(null)
  useFocusOnMount(pane)
  usePageKeys((_, event) => onTimeKey(event))
  return (
    <div
      ref={pane}
      className={styles.plots}
      role="group"
      aria-label="Plots over time. Arrows pan, plus and minus zoom, Shift and arrows move the cursor"
      tabIndex={0}
      data-testid="plots"
    >
      <PlotStack span={span} />
    </div>
  )
}
