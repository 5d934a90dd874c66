import { CircleAlert, SatelliteDish } from 'lucide-react'
import { useState, type ReactElement, type ReactNode } from 'react'
import { openDatabaseFolder } from '../bridge/acts'
import { CoverageView } from '../features/coverage/CoverageView'
import { DropOverlay } from '../features/drop/DropOverlay'
import { NotTakenSheet } from '../features/drop/NotTakenSheet'
import { FileView } from '../features/file/FileView'
import { FlightView } from '../features/flight/FlightView'
import { HealthView } from '../features/health/HealthView'
import { HistoryView } from '../features/history/HistoryView'
import { GroupView } from '../features/inbox/GroupView'
import { InboxView } from '../features/inbox/InboxView'
import { KeysSheet } from '../features/palette/KeysSheet'
import { Palette } from '../features/palette/Palette'
import { PipelineView } from '../features/pipeline/PipelineView'
import { QueueView } from '../features/queue/QueueView'
import { RemovalDialog } from '../features/removal/RemovalDialog'
import { SettingsView } from '../features/settings/SettingsView'
import { SupportDialog } from '../features/support/SupportDialog'
import { TypesView } from '../features/types/TypesView'
import { useNavigation } from '../stores/navigation/navigation'
import { overlaysState, useOverlays } from '../stores/overlays/overlays'
import { useStation } from '../stores/station/station'
import { Blank } from '../ui/Blank'
import { Button } from '../ui/Button'
import { Hidden } from '../ui/Hidden'
import { Alerts } from './Alerts'
import styles from './App.module.css'
import { everywhere, paletteCommands } from './commands'
import { Corner } from './Corner'
import { keyGroupsFor } from './keyGroups'
import { Sidebar } from './Sidebar'
import { StatusBar } from './StatusBar'
import { TopBar } from './TopBar'
import { useGlobalKeys } from './useGlobalKeys'
import { useTheme } from './useTheme'
import { useWindowTitle } from './useWindowTitle'

function View(): ReactElement {
  const place = useNavigation((s) => s.place)
  switch (place.view) {
    case 'queue':
      return <QueueView />
    case 'file':
      return <FileView key={place.fileId} fileId={place.fileId} />
    case 'inbox':
      return <InboxView />
    case 'group':
      return <GroupView key={place.faultId} faultId={place.faultId} />
    case 'flight':
      return <FlightView />
    case 'health':
      return <HealthView key={place.fileId} fileId={place.fileId} />
    case 'coverage':
      return <CoverageView />
    case 'pipeline':
      return <PipelineView />
    case 'history':
      return <HistoryView />
    case 'types':
      return <TypesView />
    case 'settings':
      return <SettingsView />
  }
}

/** The view, or why there is none: the station starts, or could not. */
function Main(): ReactNode {
  const state = useStation((s) => s.status?.state ?? null)
  const failure = useStation((s) =>
    s.status?.state === 'failed'
      ? (s.status.alert?.message ??
        s.status.components.find((c) => c.lastError !== null)?.lastError ??
        'It stopped and could not be started again.')
      : null,
  )
  const view = useNavigation((s) => s.place.view)
  if (state === null || state === 'starting') {
    return (
      <Blank
        testId="starting"
        icon={<SatelliteDish size={32} strokeWidth={1.5} aria-hidden />}
        title="Starting the station"
      >
        Opening the database and looking at the watched folder.
      </Blank>
    )
  }
  // Pipeline and settings stay at hand: they are where one finds out why.
  if (failure !== null && view !== 'pipeline' && view !== 'history' && view !== 'settings') {
    return (
      <Blank
        testId="station-failed"
        icon={<CircleAlert size={32} strokeWidth={1.5} aria-hidden />}
        title="The station is not running"
        steps={<Button onPress={() => void openDatabaseFolder()}>Show database folder</Button>}
      >
        <p>{failure}</p>
        <p>Close Downlink and start it again. Nothing that is stored is lost.</p>
      </Blank>
    )
  }
  return <View />
}

function closeOverlay(): void {
  overlaysState().actions.overlayClosed()
}

const titles = {
  queue: 'Queue',
  inbox: 'Errors',
  flight: 'Flight',
  coverage: 'Coverage',
  pipeline: 'Pipeline',
  history: 'History of the pipeline',
  types: 'Satellite types',
  settings: 'Settings',
} as const

/** The view's name as the page's heading; the pages of one file or group show their own. */
function Title(): ReactNode {
  const view = useNavigation((s) => s.place.view)
  if (view === 'file' || view === 'health' || view === 'group') return null
  return (
    <Hidden>
      <h1>{titles[view]}</h1>
    </Hidden>
  )
}

/** What can be done is what could be done when it was opened: it takes the focus away itself. */
function Commands(): ReactNode {
  const [commands] = useState(paletteCommands)
  return <Palette commands={commands} onClose={closeOverlay} />
}

function Overlays(): ReactNode {
  const open = useOverlays((s) => s.open)
  const view = useNavigation((s) => s.place.view)
  switch (open) {
    case 'palette':
      return <Commands />
    case 'keys':
      return <KeysSheet groups={keyGroupsFor(view, everywhere)} onClose={closeOverlay} />
    case 'not-taken':
      return <NotTakenSheet onClose={closeOverlay} />
    case 'support':
      return <SupportDialog onClose={closeOverlay} />
    case null:
      return null
  }
}

/** The whole window. */
export function App(): ReactNode {
  useTheme()
  useWindowTitle()
  useGlobalKeys()
  return (
    <div className={styles.app}>
      <div className={styles.top}>
        <TopBar />
      </div>
      <div className={styles.alerts}>
        <Alerts />
      </div>
      <Sidebar />
      <main className={styles.main}>
        <Title />
        <Main />
      </main>
      <div className={styles.status}>
        <StatusBar />
      </div>
      <DropOverlay />
      <RemovalDialog />
      <Overlays />
      <Corner />
    </div>
  )
}
