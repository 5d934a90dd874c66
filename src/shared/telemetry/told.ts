import { z } from 'zod'
import { Name } from './texts'

/** What somebody says of a file, where the file itself does not, or says it in another way. */
export const Told = z.object({
  /** The satellite type that it is of; null where it is to be found out. */
  type: Name.nullable(),
  /** The moment that its times count from, in microseconds since 1970 UTC; null like that. */
  startUs: z.int().nullable(),
})
export type Told = z.infer<typeof Told>
