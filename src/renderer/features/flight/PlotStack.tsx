import type { ChannelName } from '#shared/flight/scope'
import { channelNames } from '#shared/satellites/definition'
import { satellites } from '#shared/satellites/index'
import { memo, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { chooseAt } from '../../bridge/flightMoment'
import { useFlightData } from '../../stores/flight/data'
import { withEnds } from '../../stores/flight/gaps'
import { momentState, shownRecord, shownUs, useMoment } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { formatMicros } from '../../ui/format'
import { formatRange, formatValue } from '../../ui/formatValue'
import { ChannelPlot } from '../../ui/plot/ChannelPlot'
import { MarkLane } from '../../ui/plot/MarkLane'
import { extentBetween, noPoints, recordedBetween } from '../../ui/plot/points'
import { StatusStrip } from '../../ui/plot/StatusStrip'
import { TimeAxis } from '../../ui/plot/TimeAxis'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { TimeSurface } from '../../ui/plot/TimeSurface'
import { useBox } from '../../ui/plot/useBox'
import { Name } from '../../ui/Name'
import { betweenWords } from './betweenWords'
import { Legend } from './Legend'
import { orderWords } from './orderWords'
import styles from './PlotStack.module.css'
import { ticksOf, titleOf, turnOf, unitOf } from './values'

/** The value of a channel where the cursor stands. */
function ValueNow({ channel }: { readonly channel: ChannelName }): ReactNode {
  const value = useMoment((s) => shownRecord(s)?.record.values[channel] ?? null)
  return (
    <span className={styles.now} title={value === null ? undefined : String(value)}>
      {value === null ? '–' : formatValue(value)}
    </span>
  )
}

interface ChannelRowProps {
  readonly channel: ChannelName
  readonly span: TimeSpan
}

const ChannelRow = memo(function ChannelRow({ channel, span }: ChannelRowProps): ReactNode {
  const points = useFlightData((s) => s.points.get(channel) ?? noPoints)
  const gaps = useFlightData((s) => s.gaps)
  const extent = useFlightView((s) => s.extent)
  const empty = useMemo(
    () => (extent === null ? gaps : withEnds(gaps, extent.firstUs, extent.lastUs)),
    [gaps, extent],
  )
  const type = useFlightView((s) => s.satelliteType)
  const unit = unitOf(type, channel)
  const [low, high] = extentBetween(points, span.fromUs, span.toUs) ?? [null, null]
  return (
    <section className={styles.channel} aria-label={titleOf(channel)}>
      <div className={styles.gutter}>
        <h2>
          {titleOf(channel)} <span className={styles.unit}>{unit}</span>
        </h2>
        <ValueNow channel={channel} />
        <span
          className={styles.extent}
          title={low === null ? undefined : `${low} to ${high} ${unit}`}
          data-testid={`extent-${channel}`}
        >
          {low === null ? 'no record in view' : formatRange(low, high)}
        </span>
      </div>
      <ChannelPlot
        points={points}
        gaps={empty}
        span={span}
        ticks={ticksOf(type, channel)}
        turn={turnOf(channel)}
        testId={`plot-${channel}`}
      />
    </section>
  )
})

function Strip({ name, span }: { readonly name: string; readonly span: TimeSpan }): ReactNode {
  const statuses = useFlightData((s) => s.statuses)
  const gaps = useFlightData((s) => s.gaps)
  const now = useMoment(
    (s) => shownRecord(s)?.record.instruments.find((own) => own.name === name)?.word ?? null,
  )
  const buckets = useMemo(() => {
    const instrument = statuses?.instruments.find((one) => one.name === name)
    if (!statuses || !instrument) return null
    return { fromUs: statuses.fromUs, bucketUs: statuses.bucketUs, words: instrument.words }
  }, [statuses, name])
  return (
    <section className={styles.strip} aria-label={name}>
      <div className={styles.stripName}>
        <span>
          <Name>{name}</Name>
        </span>
        <b>{now === null ? '–' : <Name>{now}</Name>}</b>
      </div>
      {buckets === null ? null : (
        <StatusStrip buckets={buckets} gaps={gaps} span={span} testId={`strip-${name}`} />
      )}
    </section>
  )
}

function Strips({ span }: { readonly span: TimeSpan }): ReactNode {
  const instruments = useFlightView((s) => satellites.get(s.satelliteType)?.instruments)
  return instruments?.map((name) => <Strip key={name} name={name} span={span} />)
}

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
  const points = useFlightData((s) => s.points.get('velocity') ?? noPoints)
  const first = recordedBetween(points, span.fromUs, span.toUs)?.firstUs ?? span.fromUs
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

/** Channels, order and instruments over one time axis, with one cursor and one zoom. */
export function PlotStack({ span }: { readonly span: TimeSpan }): ReactNode {
  const surface = useRef<HTMLDivElement>(null)
  const box = useBox(surface)
  const { widthMeasured } = flightViewState().actions
  useEffect(() => {
    if (box !== null && box.width > 0) widthMeasured(box.width)
  }, [box, widthMeasured])
  return (
    <div className={styles.stack} data-testid="plot-stack">
      <div className={styles.lanes}>
        {channelNames.map((channel) => (
          <ChannelRow key={channel} channel={channel} span={span} />
        ))}
        <Order span={span} />
        <Strips span={span} />
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
