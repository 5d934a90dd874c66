import { Fragment, useEffect, useRef, type ReactNode } from 'react'
import { chooseAt } from '../../bridge/flightMoment'
import { useFlightChannels } from '../../stores/flight/channels'
import { useFlightData } from '../../stores/flight/data'
import { momentState, shownRecord, shownUs, useMoment } from '../../stores/flight/moment'
import { flightViewState } from '../../stores/flight/view'
import { cx } from '../../ui/cx'
import { formatMicros } from '../../ui/format'
import { MarkLane } from '../../ui/plot/MarkLane'
import { recordedBetween } from '../../ui/plot/points'
import { TimeAxis } from '../../ui/plot/TimeAxis'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { TimeSurface } from '../../ui/plot/TimeSurface'
import { useBox } from '../../ui/plot/useBox'
import { betweenWords } from './betweenWords'
import { legendHeight } from './LaneLegend'
import { LaneRow } from './LaneRow'
import { Legend } from './Legend'
import { orderWords } from './orderWords'
import styles from './PlotStack.module.css'
import { StripRow } from './StripRow'
import { useShownRows } from './useShownRows'

/** Plots are no lower than this; where not all fit they are a little higher, and scroll. */
const LEAST_LANE_PX = 62
const SCROLLED_LANE_PX = 80
const STRIP_PX = 21
/** Above the first row. */
const TOP_PX = 4

function Order({ span }: { readonly span: TimeSpan }): ReactNode {
  const marks = useFlightData((s) => s.marks)
  return (
    <section className={styles.strip} aria-label="Order of time">
      <div className={styles.stripName} data-testid="order">
        <span>Order</span>
        <b>{marks === null ? '' : orderWords(marks)}</b>
      </div>
      {marks === null ? null : <MarkLane buckets={marks} span={span} />}
    </section>
  )
}

/** The day of the first record in sight: the axis may begin on the day before. */
function Day({ span }: { readonly span: TimeSpan }): ReactNode {
  const times = useFlightData((s) => s.times)
  const first = recordedBetween(times, span.fromUs, span.toUs)?.firstUs ?? span.fromUs
  return <span className={styles.day}>{`${formatMicros(first).day}, UTC`}</span>
}

/** Takes the pointer, and shows the cursor: apart from what is drawn below it, which it does not change. */
function Surface({ span }: { readonly span: TimeSpan }): ReactNode {
  const cursorUs = useMoment(shownUs)
  const recordUs = useMoment((s) => shownRecord(s)?.record.timestampUs ?? null)
  const note = useMoment((s) => (s.between === null ? null : betweenWords(s.between)))
  const { spanChosen, zoomedBy, pannedBy } = flightViewState().actions
  return (
    <TimeSurface
      span={span}
      cursorUs={cursorUs}
      recordUs={recordUs}
      note={note}
      onPoint={momentState().actions.pointed}
      onChoose={(us) => void chooseAt(us)}
      onSpan={spanChosen}
      onZoom={zoomedBy}
      onPan={pannedBy}
    />
  )
}

interface Row {
  readonly key: string
  /** Px. */
  readonly height: number
  readonly content: ReactNode
}

function sumOf(heights: readonly number[]): number {
  return heights.reduce((sum, height) => sum + height, 0)
}

/** The chosen channels, as many as fit share the room; of more, only those in view exist. */
function Rows({ span }: { readonly span: TimeSpan }): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const box = useBox(scroller)
  const lanes = useFlightChannels((s) => s.lanes)
  const strips = useFlightChannels((s) => s.strips)
  const least = lanes.map((lane) => Math.max(LEAST_LANE_PX, legendHeight(lane.length)))
  const needed = TOP_PX + sumOf(least) + (strips.length + 1) * STRIP_PX
  const fits = box === null || needed <= box.height
  const rows: Row[] = [
    ...lanes.map((lane, i) => {
      const height = Math.max(fits ? 0 : SCROLLED_LANE_PX, least[i] ?? 0)
      return {
        key: lane[0]?.name ?? '',
        height,
        content: <LaneRow lane={lane} span={span} height={height} isShared={fits} />,
      }
    }),
    { key: ' order', height: STRIP_PX, content: <Order span={span} /> },
    ...strips.map((channel) => ({
      key: channel.name,
      height: STRIP_PX,
      content: <StripRow channel={channel} span={span} />,
    })),
  ]
  const heights = rows.map(({ height }) => height)
  const shown = useShownRows(scroller, heights, fits ? null : box.height)
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-clips
      data-lanes
      {...(fits ? {} : { tabIndex: 0, role: 'group', 'aria-label': 'Plots that scroll' })}
    >
      <div className={styles.rows}>
        {fits ? null : (
          <div style={{ flex: 'none', height: sumOf(heights.slice(0, shown.first)) }} />
        )}
        {rows.slice(shown.first, shown.end).map(({ key, content }) => (
          <Fragment key={key}>{content}</Fragment>
        ))}
        {fits ? null : <div style={{ flex: 'none', height: sumOf(heights.slice(shown.end)) }} />}
      </div>
    </div>
  )
}

/** Channels, order and instruments over one time axis, with one cursor and one zoom. */
export function PlotStack({ span }: { readonly span: TimeSpan }): ReactNode {
  const surface = useRef<HTMLDivElement>(null)
  const box = useBox(surface)
  const hasLegends = useFlightChannels((s) => s.lanes.some((lane) => lane.length > 1))
  const { widthMeasured } = flightViewState().actions
  useEffect(() => {
    if (box !== null && box.width > 0) widthMeasured(box.width)
  }, [box, widthMeasured])
  return (
    <div className={cx(styles.stack, hasLegends && styles.hasLegends)} data-testid="plot-stack">
      <div className={styles.lanes}>
        <Rows span={span} />
        <div className={styles.axis}>
          <Day span={span} />
          <TimeAxis span={span} />
        </div>
        <div ref={surface} className={styles.surface}>
          <Surface span={span} />
        </div>
      </div>
      <Legend />
    </div>
  )
}
