import type { FileSection, FileStatus } from './files'

/** Statuses of each list; queue rows come oldest first, history rows newest first. */
export const sectionStatuses: Record<FileSection, readonly FileStatus[]> = {
  queue: ['processing', 'paused', 'waiting', 'queued', 'failed'],
  history: ['complete', 'duplicate', 'cancelled'],
}
