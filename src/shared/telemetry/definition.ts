import { z } from 'zod'
import { Channel, Missing } from './channel'
import { TelemetryFile } from '../formats/telemetryFile'
import { SITE } from './site'
import { Source } from './source'
import { fileText, MOST_IN_CELL, Name, shownText } from './texts'
import { TimeDefinition } from './time'

/** The format that definitions are written in. */
export const FORMAT = 'downlink-definition/1'
/** More columns than these a table of SQLite would not have beside its own. */
export const MOST_CHANNELS = 990

const Value = z.union([z.string().max(MOST_IN_CELL), z.number(), z.boolean()], {
  error: `must be a text of at most ${MOST_IN_CELL} characters, a number, true or false`,
})
const cells = z.array(fileText(MOST_IN_CELL)).min(1).max(1000)

const Recognise = z.strictObject({
  header: z
    .record(fileText(MOST_IN_CELL), Value)
    .optional()
    .describe('Keys of the header, and what each must say.'),
  columns: cells.optional().describe('Names that must be among the columns.'),
  keys: cells.optional().describe('Keys that must be in the first record.'),
  name: cells
    .optional()
    .describe('What the file may be called: * stands for any text, ? for any character.'),
})

const SaidSite = z
  .strictObject({
    header: fileText(MOST_IN_CELL).optional().describe("A key of the file's header."),
    name: fileText(200)
      .optional()
      .describe(
        `What the files are called, with ${SITE} where the site stands: letters and digits, and hyphens. * stands for any text, ? for any character.`,
      ),
  })
  .describe('Where a file says which ground station it came from.')

const Only = z.strictObject({
  from: Source,
  is: z.array(Value).min(1).max(1000),
})

/**
 * A satellite type: how its files are known, where in a line the time and each value stand, and
 * what they mean. It is data and never code. This is its shape; `faultsOf` looks at the rest.
 */
export const Definition = z.strictObject({
  $schema: z.string().max(MOST_IN_CELL).optional().describe('For editors; it is not looked at.'),
  format: z.literal(FORMAT),
  type: Name.describe('What the satellite type is called in the database and in the terminal.'),
  title: shownText(200).describe('What people read.'),
  file: TelemetryFile,
  recognise: Recognise.optional().describe(
    'How a file of the type is known: all that is given must fit. Where nothing is given, somebody must say that a file is of this type.',
  ),
  site: SaidSite.optional(),
  missing: Missing.optional(),
  ignore: z
    .array(Source)
    .max(10_000)
    .optional()
    .describe('What is left out on purpose, and so does not count as unknown.'),
  only: Only.optional().describe(
    'Takes one kind of record out of a mixed file and skips the others.',
  ),
  time: TimeDefinition,
  rate: z.number().positive().optional().describe('How many records a second there should be.'),
  channels: z.array(Channel).min(1).max(MOST_CHANNELS),
})
export type Definition = z.infer<typeof Definition>
