import { memo, useMemo, type ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useFlightData } from '../../stores/flight/data'
import { withEnds } from '../../stores/flight/gaps'
import type { Lane } from '../../stores/flight/lanes'
import { useFlightView } from '../../stores/flight/view'
import { channelTitle } from '../../ui/channelWords'
import { ChannelPlot } from '../../ui/plot/ChannelPlot'
import { noPoints } from '../../ui/plot/points'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { LaneLegend } from './LaneLegend'
import { LaneName } from './LaneName'
import styles from './PlotStack.module.css'
import { ticksOf, turnOf } from './values'

interface LaneRowProps {
  readonly lane: Lane
  readonly span: TimeSpan
  /** Px; where the room is shared the least. */
  readonly height: number
  readonly isShared: boolean
}

/** The one unit of some channels; null where they have several. */
function unitOf(lane: Lane): string | null {
  const [first, ...others] = new Set(lane.map(({ unit }) => unit))
  return others.length === 0 ? (first ?? '') : null
}

/** Some numbers over time and over one value axis, their names and what they are now beside them. */
export const LaneRow = memo(function LaneRow({
  lane,
  span,
  height,
  isShared,
}: LaneRowProps): ReactNode {
  const [first] = lane
  const known = useFlightData(useShallow((s) => lane.map(({ name }) => s.points.get(name))))
  const gaps = useFlightData((s) => s.gaps)
  const extent = useFlightView((s) => s.extent)
  const empty = useMemo(
    () => (extent === null ? gaps : withEnds(gaps, extent.firstUs, extent.lastUs)),
    [gaps, extent],
  )
  const lines = useMemo(
    () => lane.map((channel, i) => ({ points: known[i] ?? noPoints, turn: turnOf(channel) })),
    [lane, known],
  )
  if (first === undefined) return null
  const unit = unitOf(lane)
  return (
    <section
      className={styles.channel}
      style={isShared ? { minHeight: height } : { flex: 'none', height }}
      aria-label={lane.map(channelTitle).join(', ')}
    >
      {lane.length === 1 ? (
        <LaneName channel={first} known={known[0]} span={span} />
      ) : (
        <LaneLegend lane={lane} known={known} span={span} />
      )}
      <ChannelPlot
        lines={lines}
        gaps={empty}
        span={span}
        ticks={unit === null ? 'round' : ticksOf(first)}
        testId={`plot-${first.name}`}
      />
    </section>
  )
})
