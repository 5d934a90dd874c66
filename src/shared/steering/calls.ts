import { z } from 'zod'
import { ComponentAction } from './actions'

/** The calls that steer the live tree. */
export const steeringCalls = {
  /** Fails with words when the component can't do that now. */
  'components:act': {
    input: z.strictObject({ id: z.string().min(1).max(100), action: ComponentAction }),
    output: z.undefined(),
  },
} as const
