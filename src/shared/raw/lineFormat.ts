import { z } from 'zod'
import type { Definition } from '../telemetry/definition'
import { DelimitedFile } from '../telemetry/file'

/** How a package writes its lines: all that is needed to take one apart. */
const Shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ndjson') }),
  z.object({
    ...DelimitedFile.pick({
      kind: true,
      delimiter: true,
      quote: true,
      trim: true,
      decimal: true,
      encoding: true,
    }).shape,
    /** The names of its columns, in their order. */
    columns: z.array(z.string()),
  }),
])
export type LineFormat = z.infer<typeof Shape>
export type RowFormat = Extract<LineFormat, { kind: 'delimited' }>

const looked = new WeakSet()

/** All lines of a package share one, which is looked at once and never copied. */
export const LineFormat = z.custom<LineFormat>((value) => {
  if (typeof value !== 'object' || value === null) return false
  if (looked.has(value)) return true
  if (!Shape.safeParse(value).success) return false
  looked.add(value)
  return true
})

/** A line of JSON, for what is read before anything is known of a file. */
export const jsonLines: LineFormat = { kind: 'ndjson' }

/** @param columns those of the file; null where every line names its values itself */
export function lineFormat({ file }: Definition, columns: readonly string[] | null): LineFormat {
  if (file.kind === 'ndjson') return jsonLines
  const { kind, delimiter, quote, trim, decimal, encoding } = file
  return { kind, delimiter, quote, trim, decimal, encoding, columns: [...(columns ?? [])] }
}
