import type { FlightChannel } from '#shared/flight/channels'
import { memo, useMemo, type ReactNode } from 'react'
import { useFlightData } from '../../stores/flight/data'
import { withEnds } from '../../stores/flight/gaps'
import { shownRecord, useMoment } from '../../stores/flight/moment'
import { useFlightView } from '../../stores/flight/view'
import { channelTitle, channelValue } from '../../ui/channelWords'
import { formatRange } from '../../ui/formatValue'
import { Name } from '../../ui/Name'
import { ChannelPlot } from '../../ui/plot/ChannelPlot'
import { extentBetween, noPoints, recordedBetween } from '../../ui/plot/points'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import styles from './PlotStack.module.css'
import { ticksOf, turnOf } from './values'

/** The value of a channel where the cursor stands. */
function ValueNow({ name, decimals }: FlightChannel): ReactNode {
  const value = useMoment((s) => shownRecord(s)?.record.values[name] ?? null)
  return (
    <span className={styles.now} title={value === null ? undefined : String(value)}>
      {value === null ? '–' : channelValue(value, decimals)}
    </span>
  )
}

function nothingWords(isKnown: boolean, hasRecords: boolean): string {
  if (!isKnown) return ''
  return hasRecords ? 'no value in view' : 'no record in view'
}

function rangeWords(low: number, high: number, decimals: number | null): string {
  if (decimals === null) return formatRange(low, high)
  const [from, to] = [channelValue(low, decimals), channelValue(high, decimals)]
  return from === to ? from : `${from} to ${to}`
}

interface LaneRowProps {
  readonly channel: FlightChannel
  readonly span: TimeSpan
  /** Px; null to share the room with the others. */
  readonly height: number | null
}

/** A number over time, its name and what it is now beside it. */
export const LaneRow = memo(function LaneRow({ channel, span, height }: LaneRowProps): ReactNode {
  const { name, unit, decimals } = channel
  const known = useFlightData((s) => s.points.get(name))
  const points = known ?? noPoints
  const gaps = useFlightData((s) => s.gaps)
  const extent = useFlightView((s) => s.extent)
  const empty = useMemo(
    () => (extent === null ? gaps : withEnds(gaps, extent.firstUs, extent.lastUs)),
    [gaps, extent],
  )
  const [low, high] = extentBetween(points, span.fromUs, span.toUs) ?? [null, null]
  const hasRecords = recordedBetween(points, span.fromUs, span.toUs) !== null
  const title = channelTitle(channel)
  return (
    <section
      className={styles.channel}
      style={height === null ? undefined : { flex: 'none', height }}
      aria-label={title}
    >
      <div className={styles.gutter}>
        <h2 title={`${title} ${unit}`.trimEnd()}>
          <span className={styles.title}>
            <Name>{title}</Name>
          </span>
          {unit === '' ? null : (
            <span className={styles.unit}>
              <Name>{unit}</Name>
            </span>
          )}
        </h2>
        <ValueNow {...channel} />
        <span
          className={styles.extent}
          title={low === null ? undefined : `${low} to ${high} ${unit}`}
          data-testid={`extent-${name}`}
        >
          {low === null
            ? nothingWords(known !== undefined, hasRecords)
            : rangeWords(low, high, decimals)}
        </span>
      </div>
      <ChannelPlot
        points={points}
        gaps={empty}
        span={span}
        ticks={ticksOf(channel)}
        turn={turnOf(channel)}
        testId={`plot-${name}`}
      />
    </section>
  )
})
