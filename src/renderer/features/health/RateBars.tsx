import { useMemo, type ReactNode } from 'react'
import { formatShortCount } from '../../ui/format'
import styles from './HealthView.module.css'

const HEIGHT = 44

/** Records in equal stretches of the package's time, as bars; a stretch without any has none. */
export function RateBars({ counts }: { readonly counts: Float64Array }): ReactNode {
  const path = useMemo(() => barsPath(counts), [counts])
  const most = counts.reduce((a, b) => Math.max(a, b), 0)
  const empty = counts.filter((count) => count === 0).length
  const words =
    `Records over time, first to last: at most ${formatShortCount(most)} in one of ` +
    `${counts.length} equal stretches, none in ${empty}`
  return (
    <figure className={styles.bars}>
      <svg
        viewBox={`0 0 ${counts.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        <path d={path} />
      </svg>
      <figcaption>
        <span>first</span>
        <span>Records over time</span>
        <span>last</span>
      </figcaption>
    </figure>
  )
}

function barsPath(counts: Float64Array): string {
  const most = counts.reduce((a, b) => Math.max(a, b), 0)
  let path = ''
  for (const [i, count] of counts.entries()) {
    if (count <= 0) continue
    const height = Math.max(1, (count / most) * HEIGHT)
    path += `M${i} ${HEIGHT}V${(HEIGHT - height).toFixed(2)}h0.86V${HEIGHT}Z`
  }
  return path
}
