import { z } from 'zod'
import type { DecimalSign } from '../telemetry/numberText'
import { delimited } from './delimited/delimited'
import { DelimitedFile } from './delimited/file'
import type { Lines, TextFormat } from './format'
import { NdjsonFile } from './ndjson/file'
import { ndjson } from './ndjson/ndjson'

/** How the files of a type are written. */
export const TelemetryFile = z.discriminatedUnion('kind', [NdjsonFile, DelimitedFile])
export type TelemetryFile = z.infer<typeof TelemetryFile>

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

const Shape = z.object({ file: TelemetryFile, columns: z.array(z.string()) })
const looked = new WeakSet()

/** All lines of a package share one, which is looked at once and never copied. */
export type LineFormat = Lines<TelemetryFile>
export const LineFormat = z.custom<LineFormat>((value) => {
  if (typeof value !== 'object' || value === null) return false
  if (looked.has(value)) return true
  if (!Shape.safeParse(value).success) return false
  looked.add(value)
  return true
})

/** A line of JSON, for what is read before anything is known of a file. */
export const jsonLines: LineFormat = { file: { kind: 'ndjson', header: false }, columns: [] }
