import { Satellite } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { followFlight, retryFlight } from '../../bridge/flight'
import { exportFlight, savePicture } from '../../bridge/flightExport'
import { chooseNeighbour, chooseNextMark, followMoment } from '../../bridge/flightMoment'
import { useFlightData } from '../../stores/flight/data'
import { momentState, shownRecord, shownUs } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { navigationState } from '../../stores/navigation/navigation'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { Later } from '../../ui/Later'
import type { RowGridHandle } from '../../ui/list/RowGrid'
import { pictureOf } from '../../ui/plot/picture'
import { onZoomKey } from '../../ui/plot/timeKeys'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { FlightHeader, pictureTitle } from './FlightHeader'
import styles from './FlightView.module.css'
import { GroundPane } from './GroundPane'
import { PlotsPane } from './PlotsPane'
import { copyRecord, openRecordsPackage, RecordPane } from './RecordPane'
import { RecordTable } from './RecordTable'
import { ScatterPane } from './ScatterPane'

function onViewKey(key: string): boolean {
  const { actions } = flightViewState()
  const record = shownRecord(momentState())
  if (onZoomKey(key, actions, shownUs(momentState()))) return true
  switch (key) {
    case '0':
      actions.allChosen()
      return true
    case 'n':
      void chooseNextMark()
      return true
    case '.':
    case ',':
      void chooseNeighbour(key === '.' ? 'after' : 'before')
      return true
    case 'o':
      if (record !== null) openRecordsPackage(record)
      return record !== null
    case 'c':
      if (record !== null) copyRecord(record)
      return record !== null
    case 'Escape':
      if (record === null && momentState().pointedUs === null) return false
      momentState().actions.momentCleared()
      return true
    default:
      return false
  }
}

/** What stands in place of the plots when there is nothing to plot. */
function Nothing(): ReactNode {
  const isFile = useFlightView((s) => s.scope?.kind === 'file')
  return (
    <Blank
      testId="no-flight"
      icon={<Satellite size={32} strokeWidth={1.5} aria-hidden />}
      title={isFile ? 'This package has no records' : 'No telemetry yet'}
      steps={
        <Button keys="G Q" onPress={() => navigationState().actions.placeChosen({ view: 'queue' })}>
          Go to the queue
        </Button>
      }
    >
      {isFile
        ? 'None of its lines was imported so far, so there is nothing to plot.'
        : 'Add a package; what is imported can be seen here at once.'}
    </Blank>
  )
}

/** The telemetry of a package or of a satellite: plots, strips, map and records of the same time. */
export function FlightView(): ReactNode {
  useEffect(() => followFlight(), [])
  useEffect(() => followMoment(), [])
  const grid = useRef<RowGridHandle>(null)
  const plots = useRef<HTMLDivElement>(null)
  const [pickerOpen, setPickerOpen] = useState(false)
  const [channelsOpen, setChannelsOpen] = useState(false)
  const [exportOpen, setExportOpen] = useState(false)
  const isEmpty = useFlightView((s) =>
    s.scope === null ? s.satellites?.length === 0 : s.whole === null,
  )
  const hasSpan = useFlightView((s) => s.span !== null)
  const failure = useFlightData((s) => s.failure)

  const exports = [
    {
      id: 'csv-points',
      label: 'CSV, as drawn',
      note: 'least, mean and greatest of each point',
      run: () => void exportFlight('buckets', 'csv'),
    },
    {
      id: 'csv-records',
      label: 'CSV, every record',
      note: 'with package and line',
      run: () => void exportFlight('records', 'csv'),
    },
    {
      id: 'excel-points',
      label: 'Spreadsheet, as drawn',
      note: 'with units, no formulas',
      run: () => void exportFlight('buckets', 'excel'),
    },
    {
      id: 'excel-records',
      label: 'Spreadsheet, every record',
      note: 'with units, no formulas',
      run: () => void exportFlight('records', 'excel'),
    },
    {
      id: 'ndjson-points',
      label: 'NDJSON, as drawn',
      note: 'the same, line by line',
      run: () => void exportFlight('buckets', 'ndjson'),
    },
    {
      id: 'ndjson-records',
      label: 'NDJSON, every record',
      note: 'with package and line',
      run: () => void exportFlight('records', 'ndjson'),
    },
    {
      id: 'package',
      label: 'Package, every record',
      note: 'imports again',
      run: () => void exportFlight('records', 'package'),
    },
    {
      id: 'png',
      label: 'PNG',
      note: 'a picture of the plots',
      run: () => void savePicture(drawPicture),
    },
  ]

  function drawPicture(): Promise<Uint8Array> {
    const stack = plots.current?.querySelector<HTMLElement>('[data-testid="plot-stack"]')
    if (!stack) return Promise.reject(new Error('There is nothing to draw.'))
    return pictureOf(stack, pictureTitle())
  }

  usePageKeys((key) => {
    switch (key) {
      case 'p':
        setPickerOpen(true)
        return true
      case 'v':
        setChannelsOpen(true)
        return true
      case 'x':
        setExportOpen(true)
        return true
      case 'j':
      case 'k':
        grid.current?.focus()
        return true
      default:
        return onViewKey(key)
    }
  })

  if (failure !== null && !hasSpan) {
    return (
      <Unreadable title="The telemetry could not be read" reason={failure} onRetry={retryFlight} />
    )
  }
  if (isEmpty) return <Nothing />
  if (!hasSpan) return <div className={styles.view} aria-busy />
  return (
    <div className={styles.view} data-testid="flight-view">
      <FlightHeader
        pickerOpen={pickerOpen}
        onPickerOpen={setPickerOpen}
        channelsOpen={channelsOpen}
        onChannelsOpen={setChannelsOpen}
        exportOpen={exportOpen}
        onExportOpen={setExportOpen}
        exports={exports}
      />
      <div className={styles.body}>
        <div className={styles.main}>
          <PlotsPane pane={plots} />
          <div className={styles.table}>
            <Later>
              <RecordTable grid={grid} />
            </Later>
          </div>
        </div>
        <div className={styles.side}>
          <Later>
            <GroundPane />
            <ScatterPane />
            <RecordPane />
          </Later>
        </div>
      </div>
    </div>
  )
}
