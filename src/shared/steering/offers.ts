import { countText } from '../numbers'
import type { ComponentStatus, StationStatus } from '../status'
import type { ComponentAction } from './actions'
import { componentIds, parserId } from './ids'

/** An action that a component offers, told before it is done. */
export interface Offer {
  readonly action: ComponentAction
  readonly label: string
  /** What it will do, what becomes of the work in hand, and how it is taken back. */
  readonly will: string
  /** Why it can't be done now; null when it can. */
  readonly why: string | null
}

/** What of the station the offers depend on. */
export type Steerable = Pick<StationStatus, 'paused' | 'draining' | 'counts' | 'components'>

/** The first record of a package is on line 2. */
const FIRST_LINE = 2

const offer = (
  action: ComponentAction,
  label: string,
  will: string,
  why: string | null = null,
): Offer => ({ action, label, will, why })

/** Everything that may be asked of a component as things stand, the most ordinary first. */
export function offersOf(component: ComponentStatus, station: Steerable): readonly Offer[] {
  switch (component.id) {
    case componentIds.root:
    case componentIds.parsers:
      return [pauseOffer(station), drainOffer(station)]
    case componentIds.writer:
      return [
        offer(
          'restart',
          'Restart the writer',
          'It stores what it has begun, closes the database and opens it again in a new thread. Imports wait for it and go on. Nothing is lost.',
        ),
      ]
    case componentIds.reader:
      return [
        offer(
          'restart',
          'Restart the database reader',
          'A new thread takes its place, and questions under way are asked again there. Imports don’t notice.',
        ),
      ]
    case componentIds.watcher:
      return [
        offer(
          'restart',
          'Restart the watcher',
          'It looks at the whole folder anew: every file in it arrives again, and those that the station knows are left alone.',
          component.state === 'stopped' ? 'No folder is watched.' : null,
        ),
      ]
    case componentIds.sources:
      return [
        offer(
          'restart',
          'Restart the source keeper',
          'Sources that wait for their end begin their grace time anew, and those that were stuck are tried again at once. No file is removed sooner than otherwise.',
        ),
      ]
    case componentIds.inbox:
      return [
        offer(
          'restart',
          'Restart the error inbox',
          'A search, preview or export under way ends and can be asked for again. What is mended stays mended.',
        ),
      ]
    default:
      return component.file === undefined ? [] : offersOfPackage(component, station)
  }
}

function pauseOffer({ paused, counts }: Steerable): Offer {
  return paused
    ? offer('resume', 'Go on', 'Every package that was not paused by itself goes on.')
    : offer(
        'pause',
        'Pause everything',
        `${standing(counts.processing)} It stays so after a restart of the program.`,
      )
}

function standing(packages: number): string {
  if (packages === 0) return 'Nothing is in work; packages that come wait until it goes on.'
  const which =
    packages === 1
      ? 'The 1 package in work stands'
      : `The ${countText(packages)} packages in work stand`
  return `${which} still in the middle, and will go on from there.`
}

function drainOffer({ paused, draining, counts }: Steerable): Offer {
  if (draining) {
    return offer(
      'stop-draining',
      'Take the drain back',
      'Packages that wait are begun again, and the station does not pause.',
    )
  }
  const { processing, queued } = counts
  const begun =
    processing === 0
      ? 'Nothing is in work, so the station pauses at once.'
      : `${processing === 1 ? 'The 1 package in work is' : `The ${countText(processing)} packages in work are`} finished, no other is begun, and then the station pauses.`
  const waiting = queued === 0 ? '' : ` ${countText(queued)} in the queue wait.`
  return offer(
    'drain',
    'Drain',
    `${begun}${waiting} Arrivals are still listed. It can be taken back, and is forgotten when the program ends before.`,
    paused ? 'The station is paused: nothing moves that could be finished.' : null,
  )
}

function offersOfPackage(component: ComponentStatus, station: Steerable): readonly Offer[] {
  const { file, line } = component
  if (file === undefined) return []
  const parser = station.components.find(({ id }) => id === parserId(file.id))
  const from = `line ${countText(Math.max(FIRST_LINE, line ?? parser?.line ?? FIRST_LINE))}`
  if (component.state === 'failed') {
    return [
      offer(
        'release',
        'Release the package',
        `${file.name} goes back into the queue and on from ${from}, if the file is unchanged. Otherwise it is read from its first line.`,
      ),
    ]
  }
  if (component.state === 'stopped') {
    return [offer('resume', 'Go on', `${file.name} goes back into the queue and on from ${from}.`)]
  }
  if (component.state === 'waiting' && component.id === parserId(file.id)) {
    return [
      offer(
        'take',
        'Take it as it is',
        `${file.name} goes back into the queue, and its last line is taken for what it is. The file is archived and not deleted. If it grows later, it is read on.`,
      ),
      offer(
        'pause',
        'Pause the package',
        `${file.name} stands still, and no time runs out for it.`,
      ),
    ]
  }
  const restart = offer(
    'restart',
    component.id.endsWith('-reader') ? 'Restart the reader' : 'Restart the parser',
    `Restart the reader of ${file.name} with its staging and persister: it goes on from ${from} in a new thread. Nothing is lost, and it does not count as a fall.`,
  )
  if (component.id !== parserId(file.id)) return [restart]
  const falls = component.restarts - (component.askedRestarts ?? 0)
  return [
    offer(
      'pause',
      'Pause the package',
      `${file.name} stands still at ${from} and makes room for the next one. What is stored stays.`,
    ),
    restart,
    offer(
      'hold',
      'Hold the package',
      `${file.name} is taken out of work as failed, ${from} is kept, and the others go on. It stays so until it is released, after a restart of the program too.`,
      falls === 0 ? 'Its parser has not fallen. Pause the package instead.' : null,
    ),
  ]
}
