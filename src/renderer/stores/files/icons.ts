import type { FileRecord, FileStatus } from '#shared/files'
import {
  CircleAlert,
  CircleArrowDown,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Copy,
  Hourglass,
  Replace,
  Trash2,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { FileFigures } from './view'
import { isFlawed } from './words'

const statusIcons: Readonly<Record<FileStatus, LucideIcon>> = {
  queued: CircleDashed,
  processing: CircleArrowDown,
  waiting: Hourglass,
  paused: CirclePause,
  complete: CircleCheck,
  failed: CircleAlert,
  cancelled: CircleX,
  duplicate: Copy,
}

/** The sign of what a file is at; of one that is held up in its work, that of waiting. */
export function statusIcon(status: FileStatus, waitingFor: string | null): LucideIcon {
  return statusIcons[status === 'processing' && waitingFor !== null ? 'waiting' : status]
}

/** As `statusIcon`, of a file that may be over: what was removed was so whatever it was before. */
export function fileIcon(
  record: Pick<FileRecord, 'status' | 'errorLines' | 'removal'>,
  { status, waitingFor }: Pick<FileFigures, 'status' | 'waitingFor'>,
): LucideIcon {
  const { removal } = record
  if (isFlawed(record)) return TriangleAlert
  if (removal === null) return statusIcon(status, waitingFor)
  return removal.replacedBy === null ? Trash2 : Replace
}
