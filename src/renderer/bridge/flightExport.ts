import type { FlightExport } from '#shared/flight/export'
import type { Series } from '#shared/flight/series'
import { flightChannelsState } from '../stores/flight/channels'
import { flightDataState } from '../stores/flight/data'
import { flightViewState } from '../stores/flight/view'
import { countOf, formatBytes, formatMicros } from '../ui/format'
import type { TimeSpan } from '../ui/plot/timeSpan'
import { covers } from './flightWindow'
import { doJob, EXPORT_STOPPED, newJobId } from './jobs'
import { ask } from './station'
import { tell, told } from './tell'

/** The very buckets of a series that are in sight: asked for like this, they come out the same. */
function bucketsInSight(series: Series, span: TimeSpan): Pick<FlightExport, 'window' | 'what'> {
  const { fromUs, bucketUs, count } = series
  const first = Math.max(0, Math.floor((span.fromUs - fromUs) / bucketUs))
  const last = Math.min(count.length, Math.ceil((span.toUs - fromUs) / bucketUs))
  return {
    window: { fromUs: fromUs + first * bucketUs, toUs: fromUs + last * bucketUs },
    what: { rows: 'buckets', buckets: Math.max(1, last - first) },
  }
}

/** What the plots are drawn from where the span is. */
function drawnSeries(span: TimeSpan): Series | null {
  const { whole, fine } = flightDataState()
  return fine !== null && covers(fine, span) ? fine : whole
}

/** Writes the records in sight, or the points as they are drawn, to a file that the operator names. */
export async function exportFlight(
  rows: FlightExport['what']['rows'],
  format: FlightExport['format'],
): Promise<void> {
  const { scope, span } = flightViewState()
  if (scope === null || span === null) return
  const series = drawnSeries(span)
  if (series === null) return
  const seen =
    rows === 'records'
      ? { window: { fromUs: span.fromUs, toUs: span.toUs }, what: { rows } }
      : bucketsInSight(series, span)
  const { numbers, plotted } = flightChannelsState()
  const channels = (rows === 'records' ? numbers : plotted).map(({ name }) => name)
  const input = { job: newJobId(), scope, channels, format, ...seen }
  const written = await doJob('flight:export', input, 'Exporting telemetry', EXPORT_STOPPED)
  if (written === null) return
  const { name, rows: count, bytes, untoldStartUs } = written
  const what = rows === 'records' ? countOf(count, 'record') : countOf(count, 'point')
  const wrote = `Wrote ${what} to ${name} (${formatBytes(bytes)}).`
  if (untoldStartUs === null) tell({ tone: 'good', text: wrote })
  else tell({ tone: 'attention', text: `${wrote} ${startWords(untoldStartUs)}` })
}

function startWords(startUs: number): string {
  const { day, time } = formatMicros(startUs)
  return `Its times count from ${day} ${time} UTC, which it does not say: say so when it is imported.`
}

/** Writes a picture to a file that the operator names. */
export async function savePicture(draw: () => Promise<Uint8Array>): Promise<void> {
  const { scope } = flightViewState()
  if (scope === null) return
  let png: Uint8Array
  try {
    png = await draw()
  } catch (error) {
    tell({ tone: 'bad', text: error instanceof Error ? error.message : String(error) })
    return
  }
  const written = await told(ask('flight:save-picture', { scope, png }))
  if (written === null || written.value === null) return
  const { name, bytes } = written.value
  tell({ tone: 'good', text: `Wrote the picture to ${name} (${formatBytes(bytes)}).` })
}
