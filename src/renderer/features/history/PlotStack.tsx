import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { historyDataState, useHistoryData } from '../../stores/history/data'
import { momentAt } from '../../stores/history/moment'
import { shownAs } from '../../stores/history/points'
import { historyViewState, shownUs, useHistoryView } from '../../stores/history/view'
import { formatMicros } from '../../ui/format'
import { ChannelPlot } from '../../ui/plot/ChannelPlot'
import { extentBetween, noPoints } from '../../ui/plot/points'
import { TimeAxis } from '../../ui/plot/TimeAxis'
import { spanUs, type TimeSpan } from '../../ui/plot/timeSpan'
import { TimeSurface } from '../../ui/plot/TimeSurface'
import { useBox } from '../../ui/plot/useBox'
import { historyPlots, type HistoryPlot } from './channels'
import { EventLane } from './EventLane'
import { Legend } from './Legend'
import styles from './PlotStack.module.css'

/** So near to a sign a click means what it stands for. */
const NEAR_PX = 6

interface ChannelRowProps {
  readonly plot: HistoryPlot
  readonly span: TimeSpan
}

function ChannelRow({ plot, span }: ChannelRowProps): ReactNode {
  const { channel, title, unit, always, ticks, text } = plot
  const points = useHistoryData((s) => s.points.get(channel) ?? noPoints)
  const lines = useMemo(() => [{ points, turn: Infinity }], [points])
  const gaps = useHistoryData((s) => s.gaps)
  const series = useHistoryData((s) => s.series)
  const atUs = useHistoryView(shownUs)
  const now = useMemo(() => {
    const moment = series && momentAt(series, atUs === null ? null : atUs / 1000)
    return moment ? moment.values[channel] / shownAs(channel) : null
  }, [series, atUs, channel])
  const [low, high] = extentBetween(points, span.fromUs, span.toUs) ?? [null, null]
  return (
    <section className={styles.channel} aria-label={title}>
      <div className={styles.gutter}>
        <h2>
          {title} <span className={styles.unit}>{unit}</span>
        </h2>
        <span className={styles.now} data-testid={`now-${channel}`}>
          {now === null ? '–' : text(now)}
        </span>
        {low === null ? null : (
          <span className={styles.extent}>
            {low === high ? text(low) : `${text(low)} to ${text(high)}`}
          </span>
        )}
      </div>
      <ChannelPlot
        lines={lines}
        gaps={gaps}
        span={span}
        always={always}
        ticks={ticks}
        testId={`plot-${channel}`}
      />
    </section>
  )
}

/** The event whose sign is at a place of the axis, if it is in the list. */
function eventAt(us: number, widthPx: number) {
  const { span } = historyViewState()
  const { series, events } = historyDataState()
  const reach = (spanUs(span) / Math.max(1, widthPx)) * NEAR_PX
  const near = (series?.marks ?? [])
    .map((mark) => ({ id: mark.id, away: Math.abs(mark.atMs * 1000 - us) }))
    .filter(({ away }) => away <= reach)
    .toSorted((a, b) => a.away - b.away)
  return events?.find(({ id }) => id === near[0]?.id)
}

/** What the pipeline did, over one time axis with one cursor and one zoom. */
export function PlotStack({ span }: { readonly span: TimeSpan }): ReactNode {
  const surface = useRef<HTMLDivElement>(null)
  const box = useBox(surface)
  const series = useHistoryData((s) => s.series)
  const pointedUs = useHistoryView((s) => s.pointedUs)
  const chosenUs = useHistoryView((s) => s.chosenUs)
  const { widthMeasured, spanChosen, zoomedBy, pannedBy, pointed, momentChosen, eventChosen } =
    historyViewState().actions
  useEffect(() => {
    if (box !== null && box.width > 0) widthMeasured(box.width)
  }, [box, widthMeasured])
  return (
    <div className={styles.stack} data-testid="history-plots">
      {historyPlots.map((plot) => (
        <ChannelRow key={plot.channel} plot={plot} span={span} />
      ))}
      <section className={styles.lane} aria-label="What happened">
        <span className={styles.laneName}>Events</span>
        {series === null ? null : <EventLane series={series} span={span} />}
      </section>
      <div className={styles.axis}>
        <span className={styles.day}>{`${formatMicros(span.fromUs).day}, UTC`}</span>
        <TimeAxis span={span} />
      </div>
      <Legend />
      <div ref={surface} className={styles.surface}>
        <TimeSurface
          span={span}
          cursorUs={pointedUs}
          recordUs={chosenUs}
          onPoint={pointed}
          onChoose={(us) => {
            const event = eventAt(us, box?.width ?? 0)
            if (event === undefined) momentChosen(Math.round(us))
            else eventChosen(event, true)
          }}
          onSpan={spanChosen}
          onZoom={zoomedBy}
          onPan={pannedBy}
        />
      </div>
    </div>
  )
}
