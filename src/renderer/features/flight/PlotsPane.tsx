import type { ReactNode, RefObject } from 'react'
import { chooseAt, stepMoment } from '../../bridge/flightMoment'
import { momentState, shownUs } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { spanUs } from '../../ui/plot/timeSpan'
import { useFocusOnMount } from '../../ui/useFocusOnMount'
import { usePageKeys } from '../../ui/usePageKeys'
import styles from './FlightView.module.css'
import { PlotStack } from './PlotStack'

/** Share of what is looked at that a key pans by. */
const PAN_STEP = 0.1
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
function onTimeKey({ key, shiftKey }: KeyboardEvent): boolean {
  const { pannedBy } = flightViewState().actions
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const way = key === 'ArrowLeft' ? -1 : 1
      if (shiftKey) stepMoment(way)
      else pannedBy(way * PAN_STEP)
      return true
    }
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

/** The plots as a whole take the focus; the keys of the time axis work wherever in the view it is. */
export function PlotsPane({
  pane,
}: {
  readonly pane: RefObject<HTMLDivElement | null>
}): ReactNode {
  const span = useFlightView((s) => s.span)
  useFocusOnMount(pane)
  usePageKeys((_, event) => {
    if (event.key === 'PageDown') return scrollPlots(pane.current, 1)
    if (event.key === 'PageUp') return scrollPlots(pane.current, -1)
    return onTimeKey(event)
  })
  return (
    <div
      ref={pane}
      className={styles.plots}
      role="group"
      aria-label="Plots over time. Arrows pan, plus and minus zoom, Shift and arrows move the cursor"
      tabIndex={0}
      data-testid="plots"
    >
      {span === null ? null : <PlotStack span={span} />}
    </div>
  )
}
