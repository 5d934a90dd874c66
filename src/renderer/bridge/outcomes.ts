import type { FileId } from '#shared/files'
import type { Outcomes } from '#shared/status'
import { navigationState, type Place } from '../stores/navigation/navigation'
import { noticesState, type Notice } from '../stores/notices/notices'
import { onStationChange } from '../stores/station/station'
import { outcomeNotice, type Outcome } from './outcomeWords'
import { tell } from './tell'

type Kind = Outcome['kind']

const { placeChosen } = navigationState().actions

function isShown(kind: Kind): boolean {
  return noticesState().notices.some(({ topic }) => topic === kind)
}

/** Where what failed is on the screen already. */
function showsFailures(place: Place, fileId: FileId): boolean {
  return place.view === 'queue' || (place.view === 'file' && place.fileId === fileId)
}

function stepFor({ kind, count, last }: Outcome): Notice['step'] {
  const places: Readonly<Record<Kind, Place>> = {
    failed: { view: 'queue' },
    flawed: { view: 'inbox' },
    returned: { view: 'queue' },
  }
  const place: Place = count === 1 ? { view: 'file', fileId: last.fileId } : places[kind]
  return { label: 'Show', run: () => placeChosen(place) }
}

/**
 * Tells what came of files while one was at something else: failures, unless they are in view, and
 * packages that are complete but not whole or that had been removed. What comes while its notice
 * still stands is counted in it.
 */
export function followOutcomes(): void {
  let seen: Outcomes | null = null
  const told: Record<Kind, number> = { failed: 0, flawed: 0, returned: 0 }

  const report = (outcome: Outcome): void => {
    const { kind } = outcome
    told[kind] = (isShown(kind) ? told[kind] : 0) + outcome.count
    const all = { ...outcome, count: told[kind] }
    tell({ ...outcomeNotice(all), topic: kind, step: stepFor(all) })
  }

  onStationChange(({ status }) => {
    if (status === null || status.outcomes === seen) return
    const before = seen
    seen = status.outcomes
    // What ended before the window was there is in its lists.
    if (before === null) return
    const { failed, flawed, returned } = seen
    if (failed.last !== null && failed.count > before.failed.count) {
      const count = failed.count - before.failed.count
      if (!showsFailures(navigationState().place, failed.last.fileId)) {
        report({ kind: 'failed', count, last: failed.last })
      }
    }
    if (flawed.last !== null && flawed.count > before.flawed.count) {
      report({ kind: 'flawed', count: flawed.count - before.flawed.count, last: flawed.last })
    }
    if (returned.last !== null && returned.count > before.returned.count) {
      const count = returned.count - before.returned.count
      report({ kind: 'returned', count, last: returned.last })
    }
  })
}
