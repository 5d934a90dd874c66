import { showInvisible } from '#shared/raw/pieces'
import { useMemo, type ReactNode } from 'react'
import { openEventFile } from '../../bridge/history'
import { useHistoryData } from '../../stores/history/data'
import { eventWords } from '../../stores/history/eventWords'
import { momentAt } from '../../stores/history/moment'
import { shownUs, useHistoryView } from '../../stores/history/view'
import { whyAt, type Why } from '../../stores/history/why'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { asSentence, formatFullMoment, formatMoment } from '../../ui/format'
import styles from './MomentPanel.module.css'

function useWhy(atUs: number | null): Why | null {
  const series = useHistoryData((s) => s.series)
  return useMemo(() => {
    if (series === null) return null
    if (atUs !== null && series.firstMs !== null && atUs < series.firstMs * 1000) {
      const since = formatMoment(new Date(series.firstMs).toISOString(), series.nowMs)
      return {
        tone: 'plain',
        text: `Nothing is known of this time: the history begins ${since} UTC.`,
      }
    }
    return whyAt(momentAt(series, atUs === null ? null : atUs / 1000), atUs === null)
  }, [series, atUs])
}

/** The event that was chosen, in full. */
function ChosenEvent(): ReactNode {
  const chosen = useHistoryView((s) => (s.pointedUs === null ? s.chosen : null))
  // More may be known of it by now than when it was chosen.
  const listed = useHistoryData((s) => s.events?.find(({ id }) => id === chosen?.id))
  const event = listed ?? chosen
  if (event === null) return null
  const { title, name, detail } = eventWords(event)
  const { fileId } = event
  return (
    <div className={styles.event} data-testid="chosen-event">
      <h3>{title}</h3>
      {name === null ? null : <p>{`${showInvisible(name)} (#${fileId})`}</p>}
      {detail === '' ? null : <p>{asSentence(detail)}</p>}
      {fileId === null ? null : (
        <Button keys="Enter" onPress={() => openEventFile(fileId)}>
          Open its package
        </Button>
      )}
    </div>
  )
}

/** The moment that plots and list show, and why no more was stored then. */
export function MomentPanel(): ReactNode {
  const atUs = useHistoryView(shownUs)
  const follows = useHistoryView((s) => s.follows)
  const newestUs = useHistoryView((s) => s.span.toUs)
  const why = useWhy(atUs ?? (follows ? null : newestUs - 1))
  const shown = atUs ?? newestUs
  return (
    <section className={styles.panel} aria-label="The moment" data-testid="moment">
      <h2>
        {atUs === null && follows ? 'Now' : formatFullMoment(new Date(shown / 1000).toISOString())}
      </h2>
      {why === null ? null : (
        <p className={cx(styles[why.tone])} data-testid="why">
          {why.text}
        </p>
      )}
      <ChosenEvent />
    </section>
  )
}
