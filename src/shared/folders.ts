import { z } from 'zod'

/**
 * What becomes of the files that lay in a folder before it was watched. Imported, and then deleted,
 * archived or kept; or left: not imported.
 */
export const FolderAnswer = z.enum(['delete', 'archive', 'keep', 'leave'])
export type FolderAnswer = z.infer<typeof FolderAnswer>

/** What lay in the watched folder when the database met it, and what becomes of it. */
export const FilesBefore = z.object({
  folder: z.string(),
  files: z.int().nonnegative(),
  /** Null while the operator is being asked: until then they are left alone. */
  answer: FolderAnswer.nullable(),
})
export type FilesBefore = z.infer<typeof FilesBefore>
