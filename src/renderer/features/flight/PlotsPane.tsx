import type { ReactNode, RefObject } from 'react'
import { chooseAt, stepMoment } from '../../bridge/flightMoment'
import { momentState, shownUs } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { onPanKey } from '../../ui/plot/timeKeys'
import { TimePane } from '../../ui/plot/TimePane'
import { spanUs } from '../../ui/plot/timeSpan'
import styles from './FlightView.module.css'
import { PlotStack } from './PlotStack'

/** Share of the plots in view that a page key goes on by. */
const PAGE = 0.9

function moveToEnd(end: 'first' | 'last'): void {
  const { span, whole, actions } = flightViewState()
  if (span === null || !whole) return
  const length = spanUs(span)
  const fromUs = end === 'first' ? whole.fromUs : whole.toUs - length
  actions.spanChosen({ fromUs, toUs: fromUs + length })
}

/** Scrolls the plots by as many as are in view. */
function scrollPlots(pane: HTMLElement | null, way: 1 | -1): boolean {
  const lanes = pane?.querySelector('[data-lanes]')
  if (!lanes || lanes.scrollHeight <= lanes.clientHeight) return false
  lanes.scrollBy({ top: way * lanes.clientHeight * PAGE })
  return true
}

/** Keys of the time axis; true when the key was one. */
function onTimeKey(event: KeyboardEvent): boolean {
  if (onPanKey(event, flightViewState().actions, stepMoment)) return true
  switch (event.key) {
    case 'Home':
      moveToEnd('first')
      return true
    case 'End':
      moveToEnd('last')
      return true
    case 'Enter': {
      const us = shownUs(momentState())
      if (us === null) return false
      void chooseAt(us)
      return true
    }
    default:
      return false
  }
}

export function PlotsPane({
  pane,
}: {
  readonly pane: RefObject<HTMLDivElement | null>
}): ReactNode {
  const span = useFlightView((s) => s.span)
  function onKey(event: KeyboardEvent): boolean {
    if (event.key === 'PageDown') return scrollPlots(pane.current, 1)
    if (event.key === 'PageUp') return scrollPlots(pane.current, -1)
    return onTimeKey(event)
  }
  return (
    <TimePane pane={pane} className={styles.plots} onKey={onKey}>
      {span === null ? null : <PlotStack span={span} />}
    </TimePane>
  )
}
