import type { LineRef } from '#shared/inbox/filter'
import type { DismissTarget } from '#shared/inbox/mending'
import { linesState } from '../stores/inbox/lines'
import { undoState, type DoneMend } from '../stores/inbox/undo'
import { actsState } from '../stores/undo/undo'
import { countOf } from '../ui/format'
import { fetchDetail } from './inboxLines'
import { refreshInbox } from './inboxRefresh'
import { doJob, newJobId } from './jobs'
import { tell } from './tell'

const STOPPED = 'Stopped. Nothing was changed.'

/** Tells what was done, with a way to take it back, and remembers it for the key that does. */
export function mendDone(mend: DoneMend): void {
  undoState().actions.mendDone(mend)
  actsState().actions.actDone({ id: `mend ${mend.mendId}`, run: () => void undoMend(mend) })
  tell({
    tone: 'good',
    topic: 'mend',
    text: mend.words,
    step: { label: 'Undo', run: () => void undoMend(mend) },
  })
  refreshInbox()
}

/** Keeps the chosen line in its place as it is now that it was mended or dismissed. */
export async function keepLine(ref: LineRef): Promise<void> {
  const detail = await fetchDetail(ref)
  if (detail === null) return
  const { lineKept, detailReceived } = linesState().actions
  lineKept(detail.line)
  detailReceived(ref, detail)
}

/** Takes back everything that one mend did. */
export async function undoMend(mend: DoneMend): Promise<void> {
  const input = { job: newJobId(), mendId: mend.mendId }
  const undone = await doJob('mend:undo', input, 'Taking back', STOPPED, 'mend')
  if (undone === null) return
  undoState().actions.mendUndone(mend.mendId)
  actsState().actions.actOver(`mend ${mend.mendId}`)
  if (mend.ref !== null) linesState().actions.lineReturned(mend.ref)
  tell({
    tone: 'good',
    topic: 'mend',
    text: `Taken back: ${countOf(undone.lines, 'line is', 'lines are')} as before.`,
  })
  refreshInbox()
}

/** Takes back what was done last in this window. */
export async function undoLast(): Promise<void> {
  const last = undoState().done.at(-1)
  if (last === undefined) {
    tell({
      tone: 'attention',
      text: 'Nothing to take back. The history of a group keeps the rest.',
    })
    return
  }
  await undoMend(last)
}

/**
 * Dismisses open lines; they still count as errors.
 * @param what the lines in words, to go on after 'Dismissed '.
 */
export async function dismissLines(
  target: DismissTarget,
  note: string,
  what: string,
): Promise<void> {
  const input = { job: newJobId(), target, note }
  const dismissed = await doJob('mend:dismiss', input, 'Dismissing lines', STOPPED, 'mend')
  if (dismissed === null) return
  const { mendId, lines } = dismissed
  if (mendId === null) {
    tell({ tone: 'attention', text: 'Nothing was dismissed: no open line is left there.' })
    refreshInbox()
    return
  }
  const only = 'lines' in target && target.lines.length === 1 ? (target.lines[0] ?? null) : null
  if (only !== null) await keepLine(only)
  mendDone({
    mendId,
    words: only === null ? `Dismissed ${countOf(lines, 'line')} ${what}.` : `Dismissed ${what}.`,
    ref: only,
  })
}
