import type { Scatter } from '#shared/flight/scatter'
import type { ReactNode } from 'react'
import { chooseLine } from '../../bridge/flightMoment'
import { useFlightChannels } from '../../stores/flight/channels'
import { useFlightData } from '../../stores/flight/data'
import { momentState, shownRecord, useMoment } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { countOf, formatShortCount } from '../../ui/format'
import { ScatterPlot } from '../../ui/plot/ScatterPlot'
import { ChannelSelect } from './ChannelSelect'
import styles from './Panes.module.css'
import { ticksOf, useChannel } from './values'

function note(scatter: Scatter): string {
  if (scatter.kind === 'points') return countOf(scatter.x.length, 'record')
  const { counted, records } = scatter
  if (counted >= records) return `${countOf(Math.round(records), 'record')}, counted in bins`
  return `${formatShortCount(counted)} of ${countOf(Math.round(records), 'record')}, counted in bins`
}

/** Apart from what stands around it, because its mark moves with every frame. */
function MarkedScatter({ scatter }: { readonly scatter: Scatter }): ReactNode {
  const axes = useFlightData((s) => s.scatterAxes)
  const x = useMoment((s) => shownRecord(s)?.record.values[axes.x] ?? null)
  const y = useMoment((s) => shownRecord(s)?.record.values[axes.y] ?? null)
  const [xChannel, yChannel] = [useChannel(axes.x), useChannel(axes.y)]
  const points = scatter.kind === 'points' ? scatter : null
  return (
    <ScatterPlot
      data={scatter}
      xTicks={ticksOf(xChannel)}
      yTicks={ticksOf(yChannel)}
      marked={x === null || y === null ? null : { x, y }}
      onPoint={(index) =>
        momentState().actions.pointed(index === null ? null : (points?.timestampUs[index] ?? null))
      }
      onChoose={(index) => void chooseLine(points?.fileId[index] ?? 0, points?.line[index] ?? 0)}
    />
  )
}

/** Any channel against any other, for the time that the plots show. */
export function ScatterPane(): ReactNode {
  const hasNumbers = useFlightChannels((s) => s.numbers.length > 0)
  return hasNumbers ? <Scattered /> : null
}

function Scattered(): ReactNode {
  const scatter = useFlightData((s) => s.scatter)
  const wanted = useFlightView((s) => s.against)
  const [x, y] = [useChannel(wanted.x), useChannel(wanted.y)]
  const { axisChosen } = flightViewState().actions
  return (
    <section className={styles.scatterPane} aria-label="Channel against channel">
      <header className={styles.head}>
        <ChannelSelect
          label="Upwards"
          value={wanted.y}
          onChange={(channel) => axisChosen('y', channel)}
        />
        <span className={styles.note}>{y?.unit} against</span>
        <ChannelSelect
          label="Sideways"
          value={wanted.x}
          onChange={(channel) => axisChosen('x', channel)}
        />
        <span className={styles.note}>{x?.unit}</span>
      </header>
      <div className={styles.scatter}>
        {scatter === null ? null : <MarkedScatter scatter={scatter} />}
      </div>
      <p className={styles.below} data-testid="scatter-note">
        {scatter === null ? '' : note(scatter)}
      </p>
    </section>
  )
}
