import { z } from 'zod'
import { fileText, MOST_IN_CELL } from '../../telemetry/texts'

const Preamble = z.strictObject({
  lines: z.int().min(1).max(100_000).optional().describe('So many lines, whatever is in them.'),
  until: fileText(MOST_IN_CELL)
    .optional()
    .describe('All lines up to the first one that begins with this text, and that one, too.'),
})

export const DelimitedFile = z.strictObject({
  kind: z.literal('delimited'),
  delimiter: z
    .enum([',', ';', '\t', '|', 'blanks'])
    .default(',')
    .describe('What stands between two cells; "blanks": any number of spaces and tabs.'),
  decimal: z.enum(['.', ',']).default('.').describe('What stands before the decimals of numbers.'),
  quote: z
    .union([z.enum(['"', "'"]), z.literal(false)], {
      error: 'must be "\\"", "\'", or false where nothing is quoted',
    })
    .default('"')
    .describe('What stands around a cell that holds the delimiter; false: nothing does.'),
  comment: fileText(100)
    .optional()
    .describe(
      'A line that begins with this text is no record. The line of names is looked for first, so names may begin with it.',
    ),
  preamble: Preamble.optional().describe(
    'What stands before the line of names or the first record.',
  ),
  names: z
    .union([z.literal('line'), z.array(fileText(MOST_IN_CELL)).min(1).max(10_000)], {
      error: 'must be "line", or the list of the columns\' names',
    })
    .default('line')
    .describe('"line": a line of the file has the names; else the names, where the file has none.'),
  units: z.boolean().default(false).describe('Whether a line of units follows the line of names.'),
  trim: z
    .boolean()
    .default(true)
    .describe('Whether spaces and tabs around a cell are no part of it.'),
  encoding: z.enum(['utf-8', 'latin-1', 'utf-16']).default('utf-8'),
})

export type DelimitedFile = z.infer<typeof DelimitedFile>
