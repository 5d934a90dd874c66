import type { Coverage, Stretch } from '#shared/flight/coverage'
import { useCallback, type ReactNode } from 'react'
import { countOf } from '../../ui/format'
import { Drawing, type Draw } from '../../ui/plot/Drawing'
import { TimeAxis } from '../../ui/plot/TimeAxis'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { usePlotColours } from '../../ui/plot/tokens'
import styles from './CoverageView.module.css'
import { placeIn } from './span'
import { gapsText, momentText, overlapsText } from './words'

const LINE_TOP = 8
const LINE_HEIGHT = 18
const OVERLAP_HEIGHT = 6
/** Nothing that is there is drawn narrower. */
const LEAST_PX = 2

interface CoverageLineProps {
  readonly coverage: Coverage
  readonly span: TimeSpan
  /** A package was clicked on. */
  readonly onPackage: (fileId: number) => void
}

/** The package that has a moment, or the one nearest to it. */
function packageAt({ packages }: Coverage, us: number): number | null {
  const distance = ({ fromUs, toUs }: Stretch): number => Math.max(0, fromUs - us, us - toUs)
  const nearest = packages
    .map(({ fileId, stretches }) => ({ fileId, away: Math.min(...stretches.map(distance)) }))
    .toSorted((a, b) => a.away - b.away)[0]
  return nearest?.fileId ?? null
}

/** One line for a satellite: which time has records, where there are none, and where several have. */
export function CoverageLine({ coverage, span, onPackage }: CoverageLineProps): ReactNode {
  const colours = usePlotColours()
  const draw = useCallback<Draw>(
    (context, { width }) => {
      const bar = (stretch: Stretch, top: number, height: number): void => {
        const { left, width: share } = placeIn(span, stretch)
        context.fillRect(left * width, top, Math.max(LEAST_PX, share * width), height)
      }
      context.fillStyle = colours.gap
      for (const gap of coverage.gaps) bar(gap, LINE_TOP, LINE_HEIGHT)
      context.fillStyle = colours.accent
      for (const { stretches } of coverage.packages) {
        for (const stretch of stretches) bar(stretch, LINE_TOP, LINE_HEIGHT)
      }
      context.fillStyle = colours.attention
      for (const overlap of coverage.overlaps) {
        bar(overlap, LINE_TOP + LINE_HEIGHT + 2, OVERLAP_HEIGHT)
      }
    },
    [coverage, span, colours],
  )
  const { packages, gaps, overlaps } = coverage
  const first = packages[0]?.fromUs ?? 0
  const last = packages.reduce((end, { toUs }) => Math.max(end, toUs), first)
  const words =
    `${countOf(packages.length, 'package')} from ${momentText(first)} to ${momentText(last)} UTC, ` +
    `${gapsText(gaps)}, ${overlapsText(overlaps)}`
  return (
    <div className={styles.line}>
      <div className={styles.bar} data-testid="coverage-line">
        <div className={styles.drawing} role="img" aria-label={words}>
          <Drawing draw={draw} />
        </div>
        {/* For the pointer; keys have each package as a row of the list below. */}
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          title="Click to open the package of this time"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            const share = (event.clientX - box.left) / box.width
            const us = span.fromUs + share * (span.toUs - span.fromUs)
            const fileId = packageAt(coverage, us)
            if (fileId !== null) onPackage(fileId)
          }}
        />
      </div>
      <div className={styles.axis}>
        <TimeAxis span={span} />
      </div>
    </div>
  )
}
