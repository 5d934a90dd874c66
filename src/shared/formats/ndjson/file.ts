import { z } from 'zod'

export const NdjsonFile = z.strictObject({
  kind: z.literal('ndjson'),
  header: z
    .boolean()
    .default(false)
    .describe('Whether line 1 is a JSON object about the file, and no record.'),
})
export type NdjsonFile = z.infer<typeof NdjsonFile>
