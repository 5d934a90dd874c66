import type { InboxFilter } from '#shared/inbox/filter'
import type { CorrectedPackageRequest } from './correctedPackage'
import type { ErrorExportRequest } from './errorExport'
import type { PreviewRequest } from './preview'
import type { RecheckRequest } from './recheck'
import type { Progress } from './task'

/** The long tasks of the inbox's thread, with what each needs. */
export type TaskRequest =
  | {
      readonly kind: 'search'
      readonly input: { readonly filter: InboxFilter; readonly needle: Uint8Array }
    }
  | { readonly kind: 'preview'; readonly input: PreviewRequest }
  | { readonly kind: 'seal'; readonly input: { readonly fileId: number } }
  | { readonly kind: 'recheck'; readonly input: RecheckRequest }
  | { readonly kind: 'export'; readonly input: ErrorExportRequest }
  | { readonly kind: 'correct'; readonly input: CorrectedPackageRequest }

/** One step of a task. */
export interface Stepped {
  readonly progress: Progress
  /** What the task came to; null while there is more to do. */
  readonly result: unknown
}
