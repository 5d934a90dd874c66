import { History } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { followHistory, goToTrouble, openEventFile, retryHistory } from '../../bridge/history'
import { historyDataState, useHistoryData, useHistoryFailure } from '../../stores/history/data'
import { historyRanges, historyViewState, shownUs, useHistoryView } from '../../stores/history/view'
import { navigationState } from '../../stores/navigation/navigation'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import type { RowGridHandle } from '../../ui/list/RowGrid'
import { onZoomKey } from '../../ui/plot/timeKeys'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { EventList, filterAfter } from './EventList'
import { HistoryHeader } from './HistoryHeader'
import styles from './HistoryView.module.css'
import { MomentPanel } from './MomentPanel'
import { PlotsPane } from './PlotsPane'

function onViewKey(key: string): boolean {
  const state = historyViewState()
  const { rangeChosen, nowChosen, filterChosen, momentCleared } = state.actions
  const range = historyRanges[Number(key) - 1]
  if (range !== undefined) {
    rangeChosen(range)
    return true
  }
  if (onZoomKey(key, state.actions, shownUs(state))) return true
  switch (key) {
    case '0':
      nowChosen()
      return true
    case 'n':
      void goToTrouble('after')
      return true
    case 'N':
      void goToTrouble('before')
      return true
    case 'F':
      filterChosen(filterAfter(state.filter))
      return true
    case 'Enter': {
      const fileId = state.chosen?.fileId ?? null
      if (fileId !== null) openEventFile(fileId)
      return fileId !== null
    }
    case 'Escape':
      if (shownUs(state) === null) return false
      momentCleared()
      return true
    default:
      return false
  }
}

/** Chooses the first event of the list, where none is chosen. */
function chooseFirst(): void {
  const { chosenUs, actions } = historyViewState()
  const [first] = historyDataState().events ?? []
  if (chosenUs === null && first !== undefined) actions.eventChosen(first, true)
}

/** What the pipeline did: plots, why it was slow at a moment, and what happened. */
export function HistoryView(): ReactNode {
  useEffect(() => followHistory(), [])
  const grid = useRef<RowGridHandle>(null)
  const span = useHistoryView((s) => s.span)
  const isLoading = useHistoryView((s) => s.nowUs === 0)
  const isEmpty = useHistoryData((s) => s.series !== null && s.series.firstMs === null)
  const failure = useHistoryFailure()
  usePageKeys((key) => {
    if (key !== 'j' && key !== 'k') return onViewKey(key)
    grid.current?.focus()
    chooseFirst()
    return true
  })
  if (failure !== null && isLoading) {
    return (
      <Unreadable title="The history could not be read" reason={failure} onRetry={retryHistory} />
    )
  }
  if (isLoading) return <div className={styles.view} aria-busy />
  if (isEmpty) {
    return (
      <Blank
        testId="no-history-yet"
        icon={<History size={32} strokeWidth={1.5} aria-hidden />}
        title="No history yet"
        steps={
          <Button
            keys="G P"
            onPress={() => navigationState().actions.placeChosen({ view: 'pipeline' })}
          >
            Go to the pipeline
          </Button>
        }
      >
        From now on each second is recorded: what was stored, what waited, and what fell.
      </Blank>
    )
  }
  return (
    <div className={styles.view} data-testid="history-view">
      <HistoryHeader />
      <div className={styles.body}>
        <PlotsPane span={span} />
        <div className={styles.side}>
          <MomentPanel />
          <EventList grid={grid} />
        </div>
      </div>
    </div>
  )
}
