import { z } from 'zod'
import type { Lines } from './format'
import { TelemetryFile } from './telemetryFile'

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
