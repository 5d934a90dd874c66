import type { InboxFilter } from '#shared/inbox/filter'
import type { CorrectedPackageRequest } from './correctedPackage'
import type { BadLineExportRequest } from './badLineExport'
import type { PreviewRequest } from './preview'
import type { RecheckRequest } from './recheck'

/** The long tasks of the inbox's thread, with what each needs. */
export type TaskRequest =
  | {
      readonly kind: 'search'
      readonly input: { readonly filter: InboxFilter; readonly needle: Uint8Array }
    }
  | { readonly kind: 'preview'; readonly input: PreviewRequest }
  | { readonly kind: 'seal'; readonly input: { readonly fileId: number } }
  | { readonly kind: 'recheck'; readonly input: RecheckRequest }
  | { readonly kind: 'export'; readonly input: BadLineExportRequest }
  | { readonly kind: 'correct'; readonly input: CorrectedPackageRequest }
