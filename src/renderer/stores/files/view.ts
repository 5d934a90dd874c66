import type { FileRecord, FileStatus } from '#shared/files'
import type { FileAction } from '#shared/ipc'
import type { LiveFile, Stage } from '#shared/status'

/** A file's figures as they are this moment: the live ones where there are any, else the stored. */
export interface FileFigures {
  readonly status: FileStatus
  readonly stage: Stage | null
  readonly waitingFor: string | null
  readonly sizeBytes: number
  readonly doneBytes: number
  readonly totalLines: number
  readonly importedLines: number
  readonly errorLines: number
  readonly skippedLines: number
  readonly linesPerSecond: number | null
  readonly secondsLeft: number | null
}

const over: ReadonlySet<FileStatus> = new Set(['complete', 'duplicate', 'cancelled'])

/**
 * Live figures count only while the file is not over: the record of a finished file is newer than
 * the last status that named it.
 */
export function fileFigures(record: FileRecord, live: LiveFile | null): FileFigures {
  if (live === null || over.has(record.status)) {
    return {
      status: record.status,
      stage: null,
      waitingFor: null,
      sizeBytes: record.sizeBytes,
      doneBytes: record.status === 'complete' ? record.sizeBytes : record.checkpointByte,
      totalLines: record.totalLines,
      importedLines: record.importedLines,
      errorLines: record.errorLines,
      skippedLines: record.skippedLines,
      linesPerSecond: null,
      secondsLeft: null,
    }
  }
  return live
}

/** Done part of a file, 0 to 1; an empty file has none. */
export function doneShare(figures: Pick<FileFigures, 'doneBytes' | 'sizeBytes'>): number {
  return figures.sizeBytes === 0 ? 0 : Math.min(1, figures.doneBytes / figures.sizeBytes)
}

const actions: Readonly<Record<FileStatus, readonly FileAction[]>> = {
  queued: ['pause', 'cancel'],
  processing: ['pause', 'cancel'],
  waiting: ['take', 'pause', 'cancel'],
  paused: ['resume', 'cancel'],
  failed: ['retry', 'cancel'],
  cancelled: ['retry'],
  duplicate: ['import-again'],
  complete: [],
}

/** What may be done with a file, the likeliest first; a removed one is only brought back. */
export function actionsFor({
  status,
  removal,
}: Pick<FileRecord, 'status' | 'removal'>): readonly FileAction[] {
  return removal === null ? actions[status] : []
}

const atRest: ReadonlySet<FileStatus> = new Set(['complete', 'failed', 'cancelled'])

/** Whether what it stored may be taken out; what can still be cancelled is cancelled first. */
export function mayRemove({ status, removal }: Pick<FileRecord, 'status' | 'removal'>): boolean {
  return removal === null && atRest.has(status)
}

export const actionWords: Readonly<Record<FileAction, { label: string; keys: string }>> = {
  pause: { label: 'Pause', keys: 'Space' },
  resume: { label: 'Resume', keys: 'Space' },
  cancel: { label: 'Cancel', keys: 'Delete' },
  retry: { label: 'Retry', keys: 'R' },
  take: { label: 'Take it as it is', keys: 'A' },
  'import-again': { label: 'Import again', keys: 'R' },
}

/** The action that a key asks for on a file; null when it means nothing there. */
export function actionForKey(
  key: string,
  file: Pick<FileRecord, 'status' | 'removal'>,
): FileAction | null {
  const wanted = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key
  return actionsFor(file).find((action) => actionWords[action].keys === wanted) ?? null
}
