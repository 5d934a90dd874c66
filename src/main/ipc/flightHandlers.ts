import type { flightCalls } from '#shared/flight/calls'
import type { FlightScope } from '#shared/flight/scope'
import type { FlightExports } from '../ingest/flight/flightExports'
import type { HandlersOf } from './acts'
import type { Saving } from './desktop'
import { exportName } from './exportName'
import { savePicture } from './savePicture'

/** Puts what the views of telemetry show into files. */
export function flightHandlers(
  flight: Pick<FlightExports, 'export'>,
  desktop: Saving,
): HandlersOf<typeof flightCalls> {
  return {
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

async function stemOf(scope: FlightScope, desktop: Saving): Promise<string> {
  if (scope.kind === 'satellite') return scope.satelliteType
  return (await desktop.nameOf(scope.fileId)) ?? `package-${scope.fileId}`
}
