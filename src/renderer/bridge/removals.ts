import type { FileId, FileRecord } from '#shared/files'
import type { Removal } from '#shared/removals/removal'
import { flawWords, isFlawed } from '../stores/files/words'
import { navigationState } from '../stores/navigation/navigation'
import {
  removalsState,
  type RemovalQuestion,
  type RemovalSubject,
} from '../stores/removals/removals'
import { onStationMoved } from '../stores/station/station'
import { actsState } from '../stores/undo/undo'
import { countOf } from '../ui/format'
import { refreshFileRows } from './fileRows'
import { doJob, newJobId, runJob } from './jobs'
import { ask, replaceDroppedFiles } from './station'
import { tell, told } from './tell'

const TOPIC = 'removal'

function open(fileId: FileId): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}

/** Opens the dialog that says in numbers what would be done. */
export async function askRemoval(question: RemovalQuestion, file: RemovalSubject): Promise<void> {
  const { asked, weightReceived, closed } = removalsState().actions
  asked(question, file)
  const weight = await told(ask('removals:weigh', { fileId: file.id }))
  if (weight === null) closed()
  else weightReceived(file.id, weight.value)
}

/** Takes everything that a package stored out of every view; the notice takes it back. */
export async function removePackage(file: RemovalSubject, note: string): Promise<void> {
  const removed = await told(ask('removals:remove', { fileId: file.id, note }))
  if (removed === null) return
  actsState().actions.actDone({ id: `removal ${file.id}`, run: () => void undoRemoval(file) })
  tell({
    tone: 'good',
    topic: TOPIC,
    text: `Removed #${file.id} ${file.name}. Its rows are in no view any more.`,
    step: { label: 'Undo', run: () => void undoRemoval(file) },
  })
  refreshFileRows()
}

/** Brings a removed package back, in the place of the one that has it now. */
export async function undoRemoval(file: RemovalSubject): Promise<void> {
  const undone = await told(ask('removals:undo', { fileId: file.id }))
  if (undone === null) return
  actsState().actions.actOver(`removal ${file.id}`)
  const { removed } = undone.value
  const instead = removed === null ? '' : ` #${removed}, which had its place, was removed.`
  tell({
    tone: 'good',
    topic: TOPIC,
    text: `#${file.id} ${file.name} is back as it was.${instead}`,
  })
  refreshFileRows()
}

/** Tells how a copy ended that is to take a place; follows it until then. */
function followCopy(file: RemovalSubject, copy: FileId): void {
  const lookAt = async (): Promise<void> => {
    const reply = await ask('files:get', { fileId: copy })
    if (!reply.ok || reply.value === null || UNDER_WAY.has(reply.value.status)) return
    end()
    tellEnd(file, reply.value)
  }
  const end = onStationMoved(() => void lookAt())
}

const UNDER_WAY: ReadonlySet<FileRecord['status']> = new Set(['queued', 'processing', 'paused'])

function tellEnd(file: RemovalSubject, copy: FileRecord): void {
  const show = { label: 'Show', run: () => open(copy.id) }
  if (copy.status === 'complete') {
    actsState().actions.actDone({ id: `removal ${file.id}`, run: () => void undoRemoval(file) })
    tell({
      tone: isFlawed(copy) ? 'attention' : 'good',
      topic: TOPIC,
      text: `#${copy.id} took the place of #${file.id} ${file.name}${flawOf(copy)}.`,
      step: { label: 'Undo', run: () => void undoRemoval(file) },
    })
  } else if (copy.status !== 'cancelled') {
    const why =
      copy.status === 'duplicate'
        ? `its content is that of #${copy.duplicateOf ?? '?'}`
        : (copy.failureMessage ?? 'it failed')
    tell({
      tone: 'bad',
      topic: TOPIC,
      text: `#${copy.id} did not take the place of #${file.id}: ${why}`,
      step: show,
    })
  }
}

function flawOf(copy: FileRecord): string {
  const { totalLines: lines, errorLines: bad } = copy
  return isFlawed(copy) ? `: ${flawWords({ lines, bad })}` : ''
}

function tellReplacing(file: RemovalSubject, copy: FileId): void {
  tell({
    tone: 'good',
    topic: TOPIC,
    text: `#${copy} is read out of sight, and takes the place of #${file.id} once it is complete.`,
    step: { label: 'Show', run: () => open(copy) },
  })
  refreshFileRows()
  followCopy(file, copy)
}

/** Lets the operator choose the copy that takes a package's place. */
export async function replaceWithChosen(file: RemovalSubject): Promise<void> {
  const begun = await told(ask('removals:replace', { fileId: file.id }))
  if (begun?.value) tellReplacing(file, begun.value.copy)
}

/** Makes the corrected package and puts it in the package's place. */
export async function replaceWithCorrected(file: RemovalSubject): Promise<void> {
  const begun = await doJob(
    'removals:replace-corrected',
    { job: newJobId(), fileId: file.id },
    'Making the corrected copy',
    'Stopped. No copy was left, and nothing was replaced.',
  )
  if (begun !== null) tellReplacing(file, begun.copy)
}

/** As `replaceWithChosen`, with what was dropped on the window. */
export async function replaceWithDropped(file: RemovalSubject, files: File[]): Promise<void> {
  const begun = await told(replaceDroppedFiles(file.id, files))
  if (begun !== null) tellReplacing(file, begun.value.copy)
}

/** Deletes the rows of a removed package; from then on it can't be undone. */
export async function freeSpace(file: RemovalSubject): Promise<void> {
  const job = newJobId()
  const freed = await told(
    runJob('removals:free', { job, fileId: file.id }, `Freeing the space of #${file.id}`),
  )
  refreshFileRows()
  if (freed === null) return
  actsState().actions.actOver(`removal ${file.id}`)
  if (freed.value.state === 'done') {
    tell({
      tone: 'good',
      topic: TOPIC,
      text: `The space of #${file.id} ${file.name} is free for the next packages.`,
    })
  } else {
    tell({
      tone: 'attention',
      topic: TOPIC,
      text: `Stopped. What was deleted stays deleted; the rest of #${file.id} can be freed later.`,
    })
  }
}

/** What a removed package had, in words. */
export function removedWords({ records, badLines, mends }: Removal): string {
  const parts = [countOf(records, 'record'), countOf(badLines, 'bad line')]
  if (mends > 0) parts.push(countOf(mends, 'mend'))
  return parts.join(', ')
}
