import type { Definition } from '#shared/telemetry/definition'
import type { Format } from './format'
import { delimited } from './delimited/delimited'
import { ndjson } from './ndjson/ndjson'

const formats: Readonly<Record<Definition['file']['kind'], Format>> = { ndjson, delimited }

/** The format that a type's files are written in. */
export function formatOf({ file }: Definition): Format {
  return formats[file.kind]
}
