import { z } from 'zod'
import { parsePattern } from './pattern'
import { Source } from './source'
import { MOST_IN_CELL } from './texts'
import { isZoneName, offsetMinutes } from './zone'

const Unit = z.enum(['s', 'ms', 'us', 'ns'])
export type TimeUnit = z.infer<typeof Unit>

/**
 * What a clock's face is turned into a moment by. Exactly one of the two is said wherever a text
 * names no offset itself.
 */
const clock = {
  zone: z
    .string()
    .max(100)
    .refine(isZoneName, {
      error: 'is no time zone that is known here, such as UTC or Europe/Madrid',
    })
    .optional()
    .describe(
      'The time zone of the clock that wrote the times: UTC, or one such as Europe/Madrid.',
    ),
  offset: z
    .string()
    .max(100)
    .refine((offset) => offsetMinutes(offset) !== null, {
      error: 'must be an offset such as +02:00',
    })
    .optional()
    .describe(
      'In place of a zone: how far the clock that wrote the times is ahead of UTC, +02:00.',
    ),
}

const Pattern = z
  .string()
  .min(1)
  .max(200)
  .superRefine((pattern, context) => {
    const parsed = parsePattern(pattern)
    if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: parsed })
  })
  .describe(
    "yyyy or yy, MM and dd or DDD, HH, mm, ss, SSS; all else stands for itself, letters do between apostrophes. Such as yyyy-MM-dd'T'HH:mm:ss.SSS.",
  )

const Start = z
  .strictObject({
    header: z.string().min(1).max(MOST_IN_CELL).optional().describe("A key of the file's header."),
    name: Pattern.optional().describe("A pattern that is looked for in the file's name."),
    pattern: Pattern.optional().describe(
      'How the header writes the moment; RFC 3339 where there is none.',
    ),
    ...clock,
  })
  .describe('What the file itself says of the moment from which its times are counted.')
export type Start = z.infer<typeof Start>

const Rfc3339 = z.strictObject({ form: z.literal('rfc3339'), from: Source })
const Epoch = z.strictObject({
  form: z.literal('epoch'),
  from: Source,
  unit: Unit.describe('What is counted since 1970 UTC.'),
})
const Gps = z.strictObject({
  form: z.literal('gps'),
  week: Source.optional().describe(
    'The full GPS week; where there is none, all is counted since 1980.',
  ),
  from: Source,
  unit: Unit.describe("What is counted since the week's beginning, or since 1980."),
})
const Ordinal = z.strictObject({
  form: z.literal('ordinal'),
  from: z
    .union([Source, z.array(Source).length(2)], {
      error:
        'must be one place of a text such as 2024-061T10:00:00Z, or a list of two: of the year and of the day of the year',
    })
    .describe('Of a text such as 2024-061T10:00:00Z, or the year and the day of the year.'),
})
const Parts = z.strictObject({
  form: z.literal('parts'),
  from: z.array(Source).min(2).max(10).describe('Are joined by single blanks.'),
  pattern: Pattern,
  ...clock,
})
const PatternTime = z.strictObject({
  form: z.literal('pattern'),
  from: Source,
  pattern: Pattern,
  ...clock,
})
const Elapsed = z.strictObject({
  form: z.literal('elapsed'),
  from: Source,
  unit: Unit.describe('What is counted since the start.'),
  start: Start.optional(),
})

/** Where in a line its time stands, and how it is written. */
export const TimeDefinition = z.discriminatedUnion('form', [
  Rfc3339,
  Epoch,
  Gps,
  Ordinal,
  Parts,
  PatternTime,
  Elapsed,
])
export type TimeDefinition = z.infer<typeof TimeDefinition>
