import type { Coverage } from '#shared/flight/coverage'
import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import { chooseMoment } from '../../bridge/coverage'
import { coverageState, useCoverage } from '../../stores/coverage/coverage'
import { countOf } from '../../ui/format'
import { Drawing, type Draw } from '../../ui/plot/Drawing'
import { TimeAxis } from '../../ui/plot/TimeAxis'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { TimeSurface } from '../../ui/plot/TimeSurface'
import { usePlotColours } from '../../ui/plot/tokens'
import { useBox } from '../../ui/plot/useBox'
import { drawColumns, edgeOf } from './columns'
import styles from './CoverageView.module.css'
import { gapsText, momentText, overlapsText } from './words'

const LINE_TOP = 6
const LINE_HEIGHT = 22
const OVERLAP_HEIGHT = 6
interface CoverageLineProps {
  readonly coverage: Coverage
  readonly span: TimeSpan
}

/**
 * One line for a satellite: which time has records, where there are none, and where several packages
 * have some. A column is the higher the more of its time has records.
 */
export function CoverageLine({ coverage, span }: CoverageLineProps): ReactNode {
  const bar = useRef<HTMLDivElement>(null)
  const box = useBox(bar)
  const colours = usePlotColours()
  const pointedUs = useCoverage((s) => s.pointedUs)
  const momentUs = useCoverage((s) => s.moment?.us ?? null)
  const { widthMeasured, pointed, spanChosen, zoomedBy, pannedBy } = coverageState().actions
  useEffect(() => {
    if (box !== null && box.width > 0) widthMeasured(Math.round(box.width))
  }, [box, widthMeasured])
  const draw = useCallback<Draw>(
    (context, { width }) => {
      const { whole, pending, fromUs, columnUs, covered, shared } = coverage
      if (whole !== null && pending === 0) {
        context.fillStyle = colours.gap
        const left = edgeOf(span, width, whole.fromUs)
        context.fillRect(left, LINE_TOP, edgeOf(span, width, whole.toUs) - left, LINE_HEIGHT)
      }
      context.fillStyle = colours.accent
      drawColumns(context, { fromUs, columnUs, shares: covered }, span, {
        width,
        top: LINE_TOP,
        height: LINE_HEIGHT,
      })
      context.fillStyle = colours.attention
      const overlapping = shared.map((share) => (share > 0 ? 1 : 0))
      drawColumns(context, { fromUs, columnUs, shares: overlapping }, span, {
        width,
        top: LINE_TOP + LINE_HEIGHT + 3,
        height: OVERLAP_HEIGHT,
      })
    },
    [coverage, span, colours],
  )
  const { packages, gaps, overlaps, whole } = coverage
  const words =
    whole === null
      ? 'No records'
      : `${countOf(packages, 'package')} from ${momentText(whole.fromUs)} to ` +
        `${momentText(whole.toUs)} UTC, ${gapsText(gaps)}, ${overlapsText(overlaps)}`
  return (
    <div className={styles.line}>
      <div ref={bar} className={styles.bar} data-testid="coverage-line">
        <div className={styles.drawing} role="img" aria-label={words}>
          <Drawing draw={draw} />
        </div>
        <TimeSurface
          span={span}
          cursorUs={pointedUs}
          recordUs={momentUs}
          onPoint={pointed}
          onChoose={(us) => void chooseMoment({ us: Math.round(us) })}
          onSpan={spanChosen}
          onZoom={zoomedBy}
          onPan={pannedBy}
        />
      </div>
      <div className={styles.axis}>
        <TimeAxis span={span} />
      </div>
    </div>
  )
}
