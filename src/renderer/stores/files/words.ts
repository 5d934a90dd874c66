import type { FileRecord, FileSource, FileStatus } from '#shared/files'
import { showInvisible } from '#shared/raw/pieces'
import type { Stage } from '#shared/status'
import { fileCodeWords } from '#shared/words'
import { asSentence } from '../../ui/format'
import { countText } from '#shared/numbers'
import type { Tone } from '../../ui/State'

const stageWords: Readonly<Record<Stage, string>> = {
  waiting: 'Waiting',
  hashing: 'Checking',
  reading: 'Reading',
  writing: 'Writing',
  finishing: 'Finishing',
}

const statusWords: Readonly<Record<FileStatus, { word: string; tone: Tone }>> = {
  queued: { word: 'Queued', tone: 'plain' },
  processing: { word: 'Reading', tone: 'accent' },
  waiting: { word: 'Waiting', tone: 'attention' },
  paused: { word: 'Paused', tone: 'attention' },
  complete: { word: 'Complete', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'plain' },
  duplicate: { word: 'Duplicate', tone: 'plain' },
}

/** What a file is at, in one word, and how it is meant. */
export function stateWords(
  status: FileStatus,
  stage: Stage | null,
  waitingFor: string | null,
): { word: string; tone: Tone } {
  if (status !== 'processing') return statusWords[status]
  if (waitingFor !== null) return { word: stageWords.waiting, tone: 'attention' }
  return stage === null
    ? statusWords.processing
    : { word: stageWords[stage], tone: statusWords.processing.tone }
}

/** 'complete, 10,000 of 48,616 bad'. */
export function flawWords({
  lines,
  bad,
}: {
  readonly lines: number
  readonly bad: number
}): string {
  return `complete, ${countText(bad)} of ${countText(lines)} bad`
}

/** Whether it is complete, but not all of its lines became records. */
export function isFlawed({
  status,
  errorLines,
  removal,
}: Pick<FileRecord, 'status' | 'errorLines' | 'removal'>): boolean {
  return status === 'complete' && errorLines > 0 && removal === null
}

/** As `stateWords`, of a file that is over: what was removed was so whatever it was before. */
export function endWords(record: Pick<FileRecord, 'status' | 'errorLines' | 'removal'>): {
  word: string
  tone: Tone
} {
  const { status, removal } = record
  if (isFlawed(record)) return { ...statusWords[status], tone: 'attention' }
  if (removal === null) return statusWords[status]
  return { word: removal.replacedBy === null ? 'Removed' : 'Replaced', tone: 'plain' }
}

/** Why a file failed and what to do, each a sentence; null for a file that did not. */
export function failureWords(
  record: Pick<FileRecord, 'failureCode' | 'failureMessage'>,
): { what: string; next: string } | null {
  if (record.failureCode === null) return null
  const words = fileCodeWords[record.failureCode]
  const what = asSentence(record.failureMessage ?? words.title)
  return { what: showInvisible(what), next: words.help }
}

export const sourceWords: Readonly<Record<FileSource, string>> = {
  watch: 'a watched folder',
  drop: 'a drop on the window',
  open: 'Add files',
  cli: 'the terminal',
}

/** What became of the file on disk. */
export function sourceStateWords(
  record: Pick<FileRecord, 'source' | 'sourceState' | 'sourceReason' | 'status' | 'removal'>,
): { word: string; tone: Tone } {
  switch (record.sourceState) {
    case 'deleted':
      return { word: 'Deleted', tone: 'plain' }
    case 'archived':
      return {
        word: record.sourceReason === null ? 'Archived' : `Archived: ${record.sourceReason}`,
        tone: 'plain',
      }
    case 'kept':
      return {
        word:
          record.sourceReason === null || record.status === 'duplicate'
            ? 'Kept in place'
            : `Kept in place: ${showInvisible(record.sourceReason)}`,
        tone: 'plain',
      }
    case 'removing':
      return record.sourceReason === null
        ? { word: 'Being removed', tone: 'plain' }
        : { word: `Not removed yet: ${showInvisible(record.sourceReason)}`, tone: 'attention' }
    case 'stuck':
      return {
        word: `Not removed: ${showInvisible(record.sourceReason ?? 'the system gave no reason')}`,
        tone: 'attention',
      }
    case 'present':
      return record.source === 'watch' && record.status === 'complete' && record.removal === null
        ? { word: 'Removed soon', tone: 'plain' }
        : { word: 'Left where it is', tone: 'plain' }
  }
}
