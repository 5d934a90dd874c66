import { z } from 'zod'

/** What an operator may ask of a component; `offersOf` says which of them, and what each will do. */
export const ComponentAction = z.enum([
  'pause',
  'resume',
  'drain',
  'stop-draining',
  'restart',
  'hold',
  'release',
  'take',
])
export type ComponentAction = z.infer<typeof ComponentAction>
