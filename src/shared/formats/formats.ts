import type { DecimalSign } from '../telemetry/numberText'
import { delimited } from './delimited/delimited'
import type { TextFormat } from './format'
import type { LineFormat } from './lineFormat'
import { ndjson } from './ndjson/ndjson'
import type { TelemetryFile } from './telemetryFile'

export type Kind = TelemetryFile['kind']
export type FileOf<K extends Kind> = Extract<TelemetryFile, { kind: K }>

const formats: { readonly [K in Kind]: TextFormat<FileOf<K>> } = { ndjson, delimited }

/** The format of a type's files. */
export function textFormat({ kind }: TelemetryFile): TextFormat<TelemetryFile> {
  return formats[kind]
}

/** What stands before the decimals of numbers that are written as text. */
export function decimalOf(file: TelemetryFile): DecimalSign {
  return textFormat(file).decimal(file)
}

/** A line of JSON, for what is read before anything is known of a file. */
export const jsonLines: LineFormat = { file: { kind: 'ndjson', header: false }, columns: [] }
