import type { Push } from '#shared/ipc'
import { showInvisible } from '#shared/raw/pieces'
import {
  addSamples,
  chooseFolder,
  chooseTheme,
  openFiles,
  openFirstFolder,
  showNotTaken,
  togglePauseAll,
} from '../bridge/acts'
import { mendNext } from '../bridge/inboxNext'
import { stopLastJob } from '../bridge/jobs'
import { toggleDrain } from '../bridge/pipeline'
import { tell } from '../bridge/tell'
import { undoLastAct } from '../bridge/undo'
import { navigationState } from '../stores/navigation/navigation'
import { overlaysState } from '../stores/overlays/overlays'
import { stationState } from '../stores/station/station'
import type { Command } from '../ui/command'
import type { KeyGroup } from '../features/palette/KeysSheet'
import { copyChosen, viewCommands } from './viewCommands'

function stopLongAction(): void {
  if (!stopLastJob()) tell({ tone: 'attention', text: 'No long action is under way.' })
}

const { placeChosen } = navigationState().actions
const { overlayOpened } = overlaysState().actions

/** What can be done from everywhere, in the order of the palette; each key works everywhere too. */
export const commands: readonly Command[] = [
  {
    id: 'show-queue',
    title: 'Go to the queue',
    group: 'Go to',
    keys: 'G Q',
    run: () => placeChosen({ view: 'queue' }),
  },
  {
    id: 'show-errors',
    title: 'Go to the errors',
    group: 'Go to',
    keys: 'G E',
    run: () => placeChosen({ view: 'inbox' }),
  },
  {
    id: 'show-flight',
    title: 'Go to the flight: telemetry over time',
    group: 'Go to',
    keys: 'G T',
    run: () => placeChosen({ view: 'flight' }),
  },
  {
    id: 'show-coverage',
    title: 'Go to the coverage: which package has which time',
    group: 'Go to',
    keys: 'G C',
    run: () => placeChosen({ view: 'coverage' }),
  },
  {
    id: 'show-pipeline',
    title: 'Go to the pipeline',
    group: 'Go to',
    keys: 'G P',
    run: () => placeChosen({ view: 'pipeline' }),
  },
  {
    id: 'show-history',
    title: 'Go to the history of the pipeline',
    group: 'Go to',
    keys: 'G H',
    run: () => placeChosen({ view: 'history' }),
  },
  {
    id: 'show-types',
    title: 'Go to the satellite types',
    group: 'Go to',
    keys: 'G Y',
    run: () => placeChosen({ view: 'types' }),
  },
  {
    id: 'show-settings',
    title: 'Go to the settings',
    group: 'Go to',
    keys: 'G S',
    run: () => placeChosen({ view: 'settings' }),
  },
  {
    id: 'mend-next',
    title: 'Mend the next bad line',
    group: 'Errors',
    keys: 'E',
    run: () => void mendNext(),
  },
  {
    id: 'undo',
    title: 'Undo what was done last',
    group: 'Station',
    keys: 'Mod+Z',
    run: undoLastAct,
  },
  {
    id: 'copy',
    title: 'Copy what is chosen',
    group: 'Station',
    keys: 'Mod+C',
    run: copyChosen,
  },
  {
    id: 'stop-job',
    title: 'Stop the long action under way',
    group: 'Station',
    keys: 'Mod+.',
    run: stopLongAction,
  },
  {
    id: 'open-files',
    title: 'Add files…',
    group: 'Files',
    keys: 'Mod+O',
    run: () => void openFiles(),
  },
  {
    id: 'show-not-taken',
    title: 'Show what was not taken of what was added last',
    group: 'Files',
    keys: null,
    run: showNotTaken,
  },
  {
    id: 'add-samples',
    title: 'Load sample packages',
    group: 'Files',
    keys: 'Mod+Shift+L',
    run: () => void addSamples(),
  },
  {
    id: 'toggle-pause',
    title: 'Pause or resume everything',
    group: 'Station',
    keys: 'Shift+P',
    run: () => void togglePauseAll(),
  },
  {
    id: 'toggle-drain',
    title: 'Drain: finish the files in work and pause, or take that back',
    group: 'Station',
    keys: 'Mod+Shift+D',
    run: () => void toggleDrain(),
  },
  {
    id: 'choose-folder',
    title: 'Watch a folder…',
    group: 'Station',
    keys: 'Mod+Shift+O',
    run: () => void chooseFolder(null),
  },
  {
    id: 'open-folder',
    title: 'Open the watched folder',
    group: 'Station',
    keys: 'G F',
    run: () => void openFirstFolder(),
  },
  {
    id: 'theme-light',
    title: 'Light colours',
    group: 'Look',
    keys: 'T L',
    run: () => void chooseTheme('light'),
  },
  {
    id: 'theme-dark',
    title: 'Dark colours',
    group: 'Look',
    keys: 'T D',
    run: () => void chooseTheme('dark'),
  },
  {
    id: 'theme-system',
    title: 'Colours of this computer',
    group: 'Look',
    keys: 'T S',
    run: () => void chooseTheme('system'),
  },
  {
    id: 'show-palette',
    title: 'Find a command or a package',
    group: 'Help',
    keys: 'Mod+K',
    run: () => overlayOpened('palette'),
  },
  {
    id: 'collect-support',
    title: 'Collect for support…',
    group: 'Help',
    keys: null,
    run: () => overlayOpened('support'),
  },
  {
    id: 'show-keys',
    title: 'Show all keys',
    group: 'Help',
    keys: '?',
    run: () => overlayOpened('keys'),
  },
]

/** The keys that work everywhere, for the keys sheet. */
export const everywhere: KeyGroup = {
  name: 'Everywhere',
  keys: commands.flatMap(({ keys, title }) => (keys === null ? [] : [{ keys, label: title }])),
}

/**
 * The palette's commands: those of the view that is open first, then those that work everywhere,
 * and the files in work, which are what one looks for most.
 */
export function paletteCommands(): readonly Command[] {
  const files = (stationState().status?.active ?? []).map((file) => ({
    id: `work-${file.id}`,
    title: showInvisible(file.name),
    group: 'Files in work',
    keys: null,
    run: () => placeChosen({ view: 'file', fileId: file.id }),
  }))
  return [
    ...viewCommands(),
    ...commands.filter((command) => command.id !== 'show-palette'),
    ...files,
  ]
}

/** Does what the application's menu or tray asked for. */
export function obeyMenu(command: Push<'push:command'>): void {
  commands.find(({ id }) => id === command)?.run()
}
