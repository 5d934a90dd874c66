import { z } from 'zod'
import { FileId } from '../files'
import { MAX_NOTE } from '../inbox/bounds'
import { JobId, jobOutcome } from '../jobs'
import { Weight } from './removal'

/** A copy of a package that is in line; its row says how it goes on. */
export const Replacing = z.object({ copy: FileId })
export type Replacing = z.infer<typeof Replacing>

/** The calls that take packages out, bring them back, and put others in their place. */
export const removalCalls = {
  /** What removing or replacing a package takes out, and why it can't be done now. */
  'removals:weigh': { input: z.strictObject({ fileId: FileId }), output: Weight },
  'removals:remove': {
    input: z.strictObject({ fileId: FileId, note: z.string().max(MAX_NOTE) }),
    output: z.undefined(),
  },
  /** `removed` is the package that had its place. */
  'removals:undo': {
    input: z.strictObject({ fileId: FileId }),
    output: z.object({ removed: FileId.nullable() }),
  },
  /** Lets the operator choose the copy; null when they changed their mind. */
  'removals:replace': {
    input: z.strictObject({ fileId: FileId }),
    output: Replacing.nullable(),
  },
  'removals:replace-dropped': {
    input: z.strictObject({ fileId: FileId, path: z.string().min(1).max(4096) }),
    output: Replacing,
  },
  /** Makes the corrected package, where the operator says, and puts that in the package's place. */
  'removals:replace-corrected': {
    input: z.strictObject({ job: JobId, fileId: FileId }),
    output: jobOutcome(Replacing.shape).nullable(),
  },
  /** Deletes the rows of a removed package. Cancelled, what was deleted stays so. */
  'removals:free': {
    input: z.strictObject({ job: JobId, fileId: FileId }),
    output: jobOutcome({ rows: z.int().nonnegative() }),
  },
} as const
