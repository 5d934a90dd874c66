import { z } from 'zod'

const Key = z.string().min(1).max(200)
/** A plain JSON value. */
export const Plain = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])
export type Plain = z.infer<typeof Plain>

/** How `convert` reads a value and what it makes of it. */
export const Conversion = z.enum([
  /** Text that reads as a number, blanks around it and a decimal comma allowed. */
  'text_to_number',
  'number_to_text',
  /** A number, or text that is one, counted since 1970 UTC. */
  'seconds_to_timestamp',
  'milliseconds_to_timestamp',
  'microseconds_to_timestamp',
  /** A date and time without an offset, or in lower case, taken as UTC. */
  'utc_to_timestamp',
])
export type Conversion = z.infer<typeof Conversion>

/** One change of a line. Keys are those of the line's object itself, not of objects within it. */
export const RuleStep = z.discriminatedUnion('do', [
  /** The value moves under another key, which must not be there yet. */
  z.strictObject({ do: z.literal('rename'), from: Key, to: Key }),
  /** The key gets this value, whether it is there or not. */
  z.strictObject({ do: z.literal('set'), key: Key, value: Plain }),
  /** Where the key has the first value it gets the second. */
  z.strictObject({ do: z.literal('replace'), key: Key, value: Plain, with: Plain }),
  /** Every place of a text in the raw line, for lines that are no JSON as they stand. */
  z.strictObject({
    do: z.literal('replace_text'),
    text: z.string().min(1).max(1_000),
    with: z.string().max(1_000),
  }),
  z.strictObject({ do: z.literal('convert'), key: Key, as: Conversion }),
  /** A number, or text that is one, times a factor. */
  z.strictObject({ do: z.literal('scale'), key: Key, by: z.number() }),
  /** The key goes, with its value. */
  z.strictObject({ do: z.literal('drop'), key: Key }),
])
export type RuleStep = z.infer<typeof RuleStep>

/**
 * How to mend all lines of a group: the steps one after the other. A line in which one of them
 * finds nothing to change is left alone; one that is still bad after the last stays as it was.
 */
export const Rule = z.strictObject({ steps: z.array(RuleStep).min(1).max(20) })
export type Rule = z.infer<typeof Rule>
