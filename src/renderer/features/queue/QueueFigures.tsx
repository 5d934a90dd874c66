import type { ReactNode } from 'react'
import { useStation } from '../../stores/station/station'
import { Figure } from '../../ui/Figure'
import { formatBytes, formatShortCount } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Sparkline } from '../../ui/Sparkline'
import { useCalm } from '../../ui/useCalm'
import styles from './QueueFigures.module.css'

const noHistory: readonly number[] = []

function RateFigures(): ReactNode {
  const lines = useCalm(useStation((s) => s.status?.rate.linesPerSecond ?? 0))
  const bytes = useCalm(useStation((s) => s.status?.rate.bytesPerSecond ?? 0))
  const [amount = '', unit = ''] = formatBytes(bytes).split(' ')
  return (
    <>
      <div className={styles.number}>
        <Figure
          label="Throughput"
          value={formatShortCount(lines)}
          unit="lines/s"
          testId="throughput"
        />
      </div>
      <div className={styles.bytes}>
        <Figure label="Read" value={amount} unit={`${unit}/s`} />
      </div>
    </>
  )
}

function RecentRates(): ReactNode {
  const history = useStation((s) => s.status?.rate.history ?? noHistory)
  const highest = Math.max(0, ...history)
  return (
    <div className={styles.spark}>
      <Sparkline
        label={`Lines per second over the last minute, at most ${formatShortCount(highest)}`}
        values={history}
        room={60}
        width={180}
        height={32}
      />
    </div>
  )
}

/** What operators watch: the pace now, and what is stored in all. */
export function QueueFigures(): ReactNode {
  const records = useStation((s) => s.status?.totals.importedLines ?? 0)
  const bad = useStation((s) => s.status?.totals.errorLines ?? 0)
  const files = useStation((s) => s.status?.totals.files ?? 0)
  return (
    <section className={styles.figures} aria-label="Figures">
      <div className={styles.rate}>
        <RateFigures />
        <RecentRates />
      </div>
      <Figure label="Records stored" value={countText(records)} testId="total-imported" />
      <Figure label="Bad lines" value={countText(bad)} bad={bad > 0} testId="total-errors" />
      <Figure label="Files" value={countText(files)} testId="total-files" />
    </section>
  )
}
