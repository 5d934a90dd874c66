import { z } from 'zod'
import { afterImports } from './folderBounds'
import { MOST_IN_SITE } from './telemetry/site'
import { Name, shownText } from './telemetry/texts'

/** What happens to a file in a watched folder once all of it is in the database. */
export const AfterImport = z.enum(afterImports)
export type AfterImport = z.infer<typeof AfterImport>

/** What a ground station is called. */
export const Site = shownText(MOST_IN_SITE)

/** A folder whose files are imported as they come. */
export const WatchedFolder = z.strictObject({
  /** Absolute. */
  path: z.string().min(1),
  afterImport: AfterImport,
  /** The satellite type of all that comes here; null where the files themselves say it. */
  type: Name.nullable(),
  /** The ground station whose packages come here; null where the files themselves say it. */
  site: Site.nullable(),
  /** Whether files of its subfolders are imported, too. */
  subfolders: z.boolean(),
})
export type WatchedFolder = z.infer<typeof WatchedFolder>

/**
 * What becomes of the files that lay in a folder before it was watched. Imported, and then deleted,
 * archived or kept; or left: not imported.
 */
export const FolderAnswer = z.enum([...afterImports, 'leave'])
export type FolderAnswer = z.infer<typeof FolderAnswer>

/** What lay in the watched folder when the database met it, and what becomes of it. */
export const FilesBefore = z.object({
  folder: z.string(),
  files: z.int().nonnegative(),
  /** Null while the operator is being asked: until then they are left alone. */
  answer: FolderAnswer.nullable(),
})
export type FilesBefore = z.infer<typeof FilesBefore>
