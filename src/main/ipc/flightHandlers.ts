import type { flightCalls } from '#shared/flight/calls'
import type { FlightScope } from '#shared/flight/scope'
import type { InvokeChannel } from '#shared/ipc'
import type { FlightDesk } from '../ingest/flight/flightDesk'
import type { Handlers } from './answer'
import { exportName } from './exportName'
import { savePicture } from './savePicture'

type FlightChannel = Extract<InvokeChannel, keyof typeof flightCalls>

/** The part of the flight desk that the page may use. */
export type FlightAnswers = Omit<FlightDesk, 'onProgress' | 'stop'>

/** What the calls need beside the desk. */
export interface FlightDesktop {
  /** Asks where to put a file; null when the operator changed their mind. */
  pickSave(title: string, name: string): Promise<string | null>
  /** A package's name; null when there is no such package. */
  nameOf(fileId: number): Promise<string | null>
}

/** Every call of the views that show telemetry. */
export function flightHandlers(
  flight: FlightAnswers,
  desktop: FlightDesktop,
): Pick<Handlers, FlightChannel> {
  return {
    'flight:satellites': () => flight.satellites(),
    'flight:channels': (scope) => flight.channels(scope),
    'flight:series': (question) => flight.series(question),
    'flight:marks': (question) => flight.marks(question),
    'flight:statuses': (question) => flight.statuses(question),
    'flight:track': (question) => flight.track(question),
    'flight:scatter': (question) => flight.scatter(question),
    'flight:records': (question) => flight.recordPage(question),
    'flight:at': (question) => flight.recordAt(question),
    'flight:health': ({ fileId }) => flight.health(fileId),
    'flight:packages': ({ satelliteType }) => flight.packages(satelliteType),
    'flight:coverage': (question) => flight.coverage(question),
    'flight:covered': (question) => flight.coveredPackages(question),
    'flight:coverage-at': (question) => flight.coverageAt(question),
    'flight:export': async (request) => {
      const stem = await stemOf(request.scope, desktop)
      const name = exportName(stem, request.what.rows, request.format)
      const path = await desktop.pickSave('Export telemetry', name)
      return path === null ? null : flight.export({ ...request, path })
    },
    'flight:save-picture': async ({ scope, png }) => {
      const path = await desktop.pickSave('Save the picture', `${await stemOf(scope, desktop)}.png`)
      return path === null ? null : savePicture(path, png)
    },
  }
}

async function stemOf(scope: FlightScope, desktop: FlightDesktop): Promise<string> {
  if (scope.kind === 'satellite') return scope.satelliteType
  return (await desktop.nameOf(scope.fileId)) ?? `package-${scope.fileId}`
}
