import type { FlightChannel } from '#shared/flight/channels'
import type { FlightScope } from '#shared/flight/scope'
import type { Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { latestRevision, presentDefinition, revisionById } from '../definitions/revisions'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'

const selectOfFile = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(
      `SELECT definition_id FROM files WHERE id = ? AND definition_id IS NOT NULL AND ${NOT_HIDDEN}`,
    )
    .pluck(),
)
const selectOfType = perConnection((db: ReadDb) =>
  db
    .prepare<[string], number>(
      `SELECT DISTINCT definition_id FROM files
       WHERE satellite_type = ? AND definition_id IS NOT NULL AND ${NOT_HIDDEN}
       ORDER BY definition_id DESC`,
    )
    .pluck(),
)

/**
 * The channels of a scope: those of the latest revision of its type, then those that only the older
 * ones had that its packages were read with.
 */
export function channelsOf(db: ReadDb, scope: FlightScope): FlightChannel[] {
  const ids =
    scope.kind === 'file'
      ? selectOfFile(db).all(scope.fileId)
      : selectOfType(db).all(scope.satelliteType)
  const read = ids.map((id) => revisionById(db, id))
  const found = new Map<string, FlightChannel>()
  for (const type of new Set(read.map((revision) => revision.type))) {
    const latest = latestRevision(db, type)
    const had = new Set(namesOf(latest === null ? read : [latest, ...read]))
    for (const channel of presentDefinition(db, type)?.channels ?? []) {
      if (had.has(channel.name)) found.set(channel.name, shown(channel))
    }
  }
  return [...found.values()]
}

function namesOf(revisions: readonly { readonly definition: Definition }[]): string[] {
  return revisions.flatMap(({ definition }) => definition.channels.map(({ name }) => name))
}

function shown(channel: Channel): FlightChannel {
  const { name, label = name, kind, group = null } = channel
  return { name, label, kind, group, ...ofKind(channel) }
}

function ofKind(channel: Channel): Pick<FlightChannel, 'unit' | 'decimals' | 'role' | 'states'> {
  if (channel.kind === 'number') {
    const { unit = '', decimals = null, role = null } = channel
    return { unit, decimals, role, states: [] }
  }
  const states =
    channel.kind === 'state'
      ? channel.states.map(({ value, word, level = null }) => ({
          value: String(value),
          word,
          level,
        }))
      : []
  return { unit: '', decimals: null, role: null, states }
}
