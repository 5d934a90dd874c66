import type { Scatter } from '#shared/flight/scatter'
import type { ReactNode } from 'react'
import { chooseLine } from '../../bridge/flightMoment'
import { useFlightData } from '../../stores/flight/data'
import { momentState, shownRecord, useMoment } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { countOf, formatShortCount } from '../../ui/format'
import { ScatterPlot } from '../../ui/plot/ScatterPlot'
import { Select } from '../../ui/Select'
import { channelOptions } from './GroundPane'
import styles from './Panes.module.css'
import { ticksOf, unitOf } from './values'

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
  const type = useFlightView((s) => s.satelliteType)
  const points = scatter.kind === 'points' ? scatter : null
  return (
    <ScatterPlot
      data={scatter}
      xTicks={ticksOf(type, axes.x)}
      yTicks={ticksOf(type, axes.y)}
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
  const scatter = useFlightData((s) => s.scatter)
  const wanted = useFlightView((s) => s.against)
  const type = useFlightView((s) => s.satelliteType)
  const { axisChosen } = flightViewState().actions
  return (
    <section className={styles.scatterPane} aria-label="Channel against channel">
      <header className={styles.head}>
        <Select
          label="Upwards"
          value={wanted.y}
          options={channelOptions}
          onChange={(channel) => axisChosen('y', channel)}
        />
        <span className={styles.note}>{unitOf(type, wanted.y)} against</span>
        <Select
          label="Sideways"
          value={wanted.x}
          options={channelOptions}
          onChange={(channel) => axisChosen('x', channel)}
        />
        <span className={styles.note}>{unitOf(type, wanted.x)}</span>
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
