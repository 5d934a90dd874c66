import { showInvisible } from '#shared/raw/pieces'
import { Download } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { openPackage, openSatellite } from '../../bridge/flight'
import { flightDataState, useFlightData } from '../../stores/flight/data'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { Button } from '../../ui/Button'
import { countOf, formatMicroLength, formatMicrosRange } from '../../ui/format'
import { countText } from '#shared/numbers'
import { MenuButton } from '../../ui/MenuButton'
import { recordedBetween, type PlotPoints } from '../../ui/plot/points'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { PickBox } from '../../ui/PickBox'
import { Select } from '../../ui/Select'
import { ZoomButtons } from '../../ui/plot/ZoomButtons'
import { ChannelPicker } from './ChannelPicker'
import styles from './FlightView.module.css'

const ALL = 'all'

/** The time of the records in sight, and how long that is. */
function rangeWords(span: TimeSpan, points: PlotPoints): readonly [string, string] {
  const seen = recordedBetween(points, span.fromUs, span.toUs)
  if (seen === null) return [`No record from ${formatMicrosRange(span.fromUs, span.toUs)}`, '']
  const { firstUs, lastUs } = seen
  const length = lastUs > firstUs ? `${formatMicroLength(lastUs - firstUs)} shown, ` : ''
  return [formatMicrosRange(firstUs, lastUs), length]
}

/** What a picture of the plots is headed by. */
export function pictureTitle(): string {
  const { scope, packages, satelliteType, span } = flightViewState()
  const file =
    scope?.kind === 'file' ? packages?.find(({ fileId }) => fileId === scope.fileId) : null
  const name = file
    ? `${showInvisible(file.name)} (${satelliteType})`
    : `${satelliteType}, all packages`
  return span === null ? name : `${name}: ${rangeWords(span, flightDataState().times)[0]}`
}

function Range(): ReactNode {
  const span = useFlightView((s) => s.span)
  const records = useFlightView((s) => s.extent?.records ?? null)
  const points = useFlightData((s) => s.times)
  const failure = useFlightData((s) => s.failure)
  if (span === null || records === null) return <p className={styles.range} />
  const [range, length] = rangeWords(span, points)
  return (
    <p className={styles.range} data-testid="range">
      <span>{range}</span>
      <span className={styles.muted}>
        {length}
        {countOf(records, 'record')} in all
      </span>
      {failure === null ? null : (
        <span className={styles.failed} role="alert">
          Not all could be read: {failure}
        </span>
      )}
    </p>
  )
}

function Pickers({
  isOpen,
  onOpenChange,
  channelsOpen,
  onChannelsOpen,
}: {
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly channelsOpen: boolean
  readonly onChannelsOpen: (open: boolean) => void
}): ReactNode {
  const satellites = useFlightView((s) => s.satellites)
  const packages = useFlightView((s) => s.packages)
  const type = useFlightView((s) => s.satelliteType)
  const fileId = useFlightView((s) => (s.scope?.kind === 'file' ? s.scope.fileId : null))
  const types = (satellites ?? []).map(({ satelliteType }) => satelliteType)
  const options = useMemo(
    () => (packages ?? []).map(({ fileId: id, name }) => ({ id: String(id), name })),
    [packages],
  )
  const all = useMemo(() => {
    return {
      id: ALL,
      name: `All packages${packages === null ? '' : ` (${countText(packages.length)})`}`,
    }
  }, [packages])
  return (
    <div className={styles.pickers} data-flight-pickers>
      <Select
        label="Satellite type"
        value={type}
        options={[...new Set([...types, type])].map((name) => ({ id: name, name }))}
        onChange={openSatellite}
      />
      <PickBox
        label="Package"
        noun="package"
        value={fileId === null ? ALL : String(fileId)}
        first={all}
        options={options}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        onChange={(id) => {
          if (id === ALL) openSatellite(type)
          else openPackage(Number(id), type)
        }}
      />
      <ChannelPicker isOpen={channelsOpen} onOpenChange={onChannelsOpen} />
    </div>
  )
}

interface FlightHeaderProps {
  readonly pickerOpen: boolean
  readonly onPickerOpen: (open: boolean) => void
  readonly channelsOpen: boolean
  readonly onChannelsOpen: (open: boolean) => void
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
export function FlightHeader({
  pickerOpen,
  onPickerOpen,
  channelsOpen,
  onChannelsOpen,
  exportOpen,
  onExportOpen,
  exports,
}: FlightHeaderProps): ReactNode {
  const { zoomedBy, allChosen } = flightViewState().actions
  const isAll = useFlightView(
    (s) => s.span?.fromUs === s.whole?.fromUs && s.span?.toUs === s.whole?.toUs,
  )
  return (
    <header className={styles.header}>
      <Pickers
        isOpen={pickerOpen}
        onOpenChange={onPickerOpen}
        channelsOpen={channelsOpen}
        onChannelsOpen={onChannelsOpen}
      />
      <Range />
      <div className={styles.acts}>
        <ZoomButtons zoomedBy={zoomedBy} isAll={isAll} />
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
