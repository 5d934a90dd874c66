import type { FileOf, Kind } from '#shared/formats/formats'
import type { TelemetryFile } from '#shared/formats/telemetryFile'
import type { Definition } from '#shared/telemetry/definition'
import { delimited } from './delimited/delimited'
import type { Format } from './format'
import { ndjson } from './ndjson/ndjson'

const formats: { readonly [K in Kind]: Format<FileOf<K>> } = { ndjson, delimited }

/** The format that a type's files are written in. */
export function formatOf({ file }: Definition): Format<TelemetryFile> {
  return formats[file.kind]
}
