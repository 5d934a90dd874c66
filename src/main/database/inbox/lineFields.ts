import type { LineField, LineFields } from '#shared/inbox/fields'
import type { Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { sourcePath } from '#shared/telemetry/sourcePath'
import { timeSources } from '#shared/telemetry/timeSources'
import { latestRevision, revisionOfFile, revisions } from '../definitions/revisions'
import type { ReadDb } from '../handles'

/** Where the lines of a package have what its type reads; what it is called says the latest revision. */
export function lineFields(db: ReadDb, fileId: number): LineFields {
  const { type, definition } = revisionOfFile(db, fileId)
  const latest = latestRevision(db, type)?.definition ?? definition
  const others = revisions(db)
    .filter((revision) => revision.type !== type)
    .map((revision) => revision.definition)
  const keys = timeKeys(definition)
  return {
    time: {
      keys,
      isTimestamp: definition.time.form === 'rfc3339',
      otherKeys: without(keys, others.flatMap(timeKeys)),
    },
    channels: definition.channels.map((channel) => field(channel, latest, others)),
  }
}

function field(
  { name, kind, from }: Channel,
  latest: Definition,
  others: readonly Definition[],
): LineField {
  const shown = channelOf(latest, name)
  const key = sourcePath(from)
  const otherKeys = others.flatMap((other) => {
    const same = channelOf(other, name)
    return same === undefined ? [] : [sourcePath(same.from)]
  })
  return {
    name,
    label: shown?.label ?? name,
    unit: shown?.kind === 'number' ? (shown.unit ?? '') : '',
    kind,
    key,
    otherKeys: without([key], otherKeys),
  }
}

function channelOf({ channels }: Definition, name: string): Channel | undefined {
  return channels.find((channel) => channel.name === name)
}

function timeKeys({ time }: Definition): string[] {
  return timeSources(time).map(sourcePath)
}

function without(known: readonly string[], keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => !known.includes(key))
}
