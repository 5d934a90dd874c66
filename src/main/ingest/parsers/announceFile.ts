import type { FileStatus } from '#shared/files'
import type { StoredFile } from '../../database/files/files'
import { announce, type CompletePackage } from '../events'

/** Tells that a file has another status now. */
export function announceFile(
  file: StoredFile,
  status: FileStatus,
  detail: string | null,
  complete?: CompletePackage,
): void {
  announce('file', {
    fileId: file.id,
    name: file.name,
    status,
    detail,
    ...(complete && { complete }),
  })
}
