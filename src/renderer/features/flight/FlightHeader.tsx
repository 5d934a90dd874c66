import { Download, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { openPackage, openSatellite } from '../../bridge/flight'
import { useFlightData } from '../../stores/flight/data'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { Button } from '../../ui/Button'
import { countOf, formatDuration, formatMicros } from '../../ui/format'
import { MenuButton } from '../../ui/MenuButton'
import { spanUs, type TimeSpan } from '../../ui/plot/timeSpan'
import { showInvisible } from '../../ui/raw/pieces'
import { Select } from '../../ui/Select'
import styles from './FlightView.module.css'

export const ZOOM_STEP = 1.6
const ALL = 'all'

/** A length of time down to the microsecond: '12.4 ms'. */
function lengthOf(us: number): string {
  if (us < 1000) return `${us} µs`
  if (us < 1e6) return `${Number((us / 1000).toPrecision(3))} ms`
  return formatDuration(us / 1e6)
}

/** '2023-12-26 09:34:27.602 to 09:41:00.120 UTC': no more of the second than differs. */
function rangeWords({ fromUs, toUs }: TimeSpan): string {
  const from = formatMicros(fromUs)
  const to = formatMicros(toUs)
  const end = spanUs({ fromUs, toUs }) < 60e6 ? 15 : 8
  const second = `${from.day === to.day ? '' : `${to.day} `}${to.time.slice(0, end)}`
  return `${from.day} ${from.time.slice(0, end)} to ${second} UTC`
}

/** What a picture of the plots is headed by. */
export function pictureTitle(): string {
  const { scope, packages, satelliteType, span } = flightViewState()
  const file =
    scope?.kind === 'file' ? packages?.find(({ fileId }) => fileId === scope.fileId) : null
  const name = file
    ? `${showInvisible(file.name)} (${satelliteType})`
    : `${satelliteType}, all packages`
  return span === null ? name : `${name}: ${rangeWords(span)}`
}

function Range(): ReactNode {
  const span = useFlightView((s) => s.span)
  const records = useFlightView((s) => s.extent?.records ?? null)
  const failure = useFlightData((s) => s.failure)
  if (span === null || records === null) return <p className={styles.range} />
  return (
    <p className={styles.range} data-testid="range">
      <span>{rangeWords(span)}</span>
      <span className={styles.muted}>
        {lengthOf(spanUs(span))} shown, {countOf(records, 'record')} in all
      </span>
      {failure === null ? null : (
        <span className={styles.failed} role="alert">
          Not all could be read: {failure}
        </span>
      )}
    </p>
  )
}

function Pickers(): ReactNode {
  const satellites = useFlightView((s) => s.satellites)
  const packages = useFlightView((s) => s.packages)
  const type = useFlightView((s) => s.satelliteType)
  const fileId = useFlightView((s) => (s.scope?.kind === 'file' ? s.scope.fileId : null))
  const types = (satellites ?? []).map(({ satelliteType }) => satelliteType)
  const options = [
    { id: ALL, name: `All packages${packages === null ? '' : ` (${packages.length})`}` },
    ...(packages ?? []).map(({ fileId: id, name }) => ({ id: String(id), name })),
  ]
  return (
    <div className={styles.pickers} data-flight-pickers>
      <Select
        label="Satellite type"
        value={type}
        options={[...new Set([...types, type])].map((name) => ({ id: name, name }))}
        onChange={openSatellite}
      />
      <Select
        label="Package"
        value={fileId === null ? ALL : String(fileId)}
        options={options}
        onChange={(id) => {
          if (id === ALL) openSatellite(type)
          else openPackage(Number(id), type)
        }}
      />
    </div>
  )
}

interface FlightHeaderProps {
  readonly exportOpen: boolean
  readonly onExportOpen: (open: boolean) => void
  readonly exports: readonly {
    readonly id: string
    readonly label: string
    readonly note: string
    run(): void
  }[]
}

/** What is looked at, which time of it, and what can be done with it. */
export function FlightHeader({ exportOpen, onExportOpen, exports }: FlightHeaderProps): ReactNode {
  const { zoomedBy, allChosen } = flightViewState().actions
  const isAll = useFlightView(
    (s) => s.span?.fromUs === s.whole?.fromUs && s.span?.toUs === s.whole?.toUs,
  )
  return (
    <header className={styles.header}>
      <Pickers />
      <Range />
      <div className={styles.acts}>
        <Button
          kind="quiet"
          label="Zoom in"
          keys="+"
          icon={<ZoomIn size={16} aria-hidden />}
          onPress={() => zoomedBy(1 / ZOOM_STEP)}
        />
        <Button
          kind="quiet"
          label="Zoom out"
          keys="-"
          isDisabled={isAll}
          icon={<ZoomOut size={16} aria-hidden />}
          onPress={() => zoomedBy(ZOOM_STEP)}
        />
        <Button keys="0" tip="All of the time" isDisabled={isAll} onPress={allChosen}>
          All
        </Button>
        <MenuButton
          label="Export"
          keys="X"
          icon={<Download size={14} aria-hidden />}
          isOpen={exportOpen}
          onOpenChange={onExportOpen}
          items={exports}
        />
      </div>
    </header>
  )
}
