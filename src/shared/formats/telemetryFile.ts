import { z } from 'zod'
import { DelimitedFile } from './delimited/file'
import { NdjsonFile } from './ndjson/file'

/** How the files of a type are written. */
export const TelemetryFile = z.discriminatedUnion('kind', [NdjsonFile, DelimitedFile])
export type TelemetryFile = z.infer<typeof TelemetryFile>
