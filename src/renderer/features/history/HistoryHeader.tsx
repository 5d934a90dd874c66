import type { ReactNode } from 'react'
import { useHistoryFailure } from '../../stores/history/data'
import { historyRanges, historyViewState, useHistoryView } from '../../stores/history/view'
import { Button } from '../../ui/Button'
import { formatDuration, formatFullMoment } from '../../ui/format'
import { spanUs, type TimeSpan } from '../../ui/plot/timeSpan'
import { Segments } from '../../ui/Segments'
import { ZoomButtons } from '../../ui/plot/ZoomButtons'
import styles from './HistoryView.module.css'

/** '2026-11-24 14:00:05 to 14:05:05 UTC'. */
function rangeWords({ fromUs, toUs }: TimeSpan): string {
  const [from, to] = [fromUs, toUs].map((us) => formatFullMoment(new Date(us / 1000).toISOString()))
  const isOneDay = from?.slice(0, 10) === to?.slice(0, 10)
  return `${from?.slice(0, 19) ?? ''} to ${(isOneDay ? to?.slice(11) : to) ?? ''}`
}

function Range(): ReactNode {
  const span = useHistoryView((s) => s.span)
  const follows = useHistoryView((s) => s.follows)
  const failure = useHistoryFailure()
  return (
    <p className={styles.range} data-testid="history-range">
      <span>{rangeWords(span)}</span>
      <span className={styles.muted}>
        {formatDuration(spanUs(span) / 1e6)}
        {follows ? ' up to now' : ''}
      </span>
      {failure === null ? null : (
        <span className={styles.failed} role="alert">
          Not all could be read: {failure}
        </span>
      )}
    </p>
  )
}

/** Which time is looked at. */
export function HistoryHeader(): ReactNode {
  const { zoomedBy, rangeChosen, nowChosen } = historyViewState().actions
  const length = useHistoryView((s) => spanUs(s.span))
  const follows = useHistoryView((s) => s.follows)
  const range = historyRanges.find(({ us }) => us === length)
  return (
    <header className={styles.header}>
      <Segments
        label="Length of time"
        value={range?.id ?? null}
        options={historyRanges.map(({ id, name }, i) => ({ id, name, tip: `Key ${i + 1}` }))}
        onChange={(id) => {
          const chosen = historyRanges.find((each) => each.id === id)
          if (chosen) rangeChosen(chosen)
        }}
      />
      <Range />
      <div className={styles.acts}>
        <ZoomButtons zoomedBy={zoomedBy} />
        <Button keys="0" tip="Follow what happens" isDisabled={follows} onPress={nowChosen}>
          Now
        </Button>
      </div>
    </header>
  )
}
