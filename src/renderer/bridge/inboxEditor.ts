import type { LineRef } from '#shared/inbox/filter'
import type { LineDetail } from '#shared/inbox/lines'
import { MAX_TRIED_RULES } from '#shared/inbox/bounds'
import type { Rule } from '#shared/inbox/rules'
import { editorState, onEditorChange, type SuggestedMend } from '../stores/inbox/editor'
import { sameLine } from '../stores/inbox/lines'
import { ruleWords } from '../stores/inbox/ruleWords'
import { suggestRules } from '../stores/inbox/suggestions'
import { onNavigation } from '../stores/navigation/navigation'
import { countText } from '#shared/numbers'
import { rawText } from '../ui/raw/RawLine'
import { fetchDetail } from './inboxLines'
import { keepLine, mendDone } from './inboxMends'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell } from './tell'

/** Longer than this the editor does not wait for a suggestion; a later one is still filled in. */
const SUGGESTION_MS = 200

/** The first rule that mends the line: one that mended its group before, or a good guess. */
async function findMend({ line, fields }: LineDetail): Promise<SuggestedMend | null> {
  if (line.status !== 'open' || line.rawBytes > line.raw.length) return null
  const known = await ask('mend:rules', { faultId: line.faultId })
  const used = known.ok
    ? known.value.filter(({ satelliteType }) => satelliteType === line.satelliteType)
    : []
  const rules: Rule[] = [...used.map(({ rule }) => rule), ...suggestRules(line, fields)].slice(
    0,
    MAX_TRIED_RULES,
  )
  if (rules.length === 0) return null
  const tried = await ask('mend:try', { fileId: line.fileId, line: line.line, rules })
  if (!tried.ok || tried.value === null) return null
  const { rule: index, text } = tried.value
  const rule = rules[index]
  if (rule === undefined) return null
  return { words: ruleWords(rule), text, usedBefore: index < used.length }
}

const nothing = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), ms)
  })

/** Opens the editor on a line, with a mend filled in where one is known to do. */
export async function editLine(ref: LineRef): Promise<void> {
  const before = editorState()
  if (before.ref !== null && sameLine(before.ref, ref)) return
  before.actions.editorLeft()
  const detail = await fetchDetail(ref)
  if (detail === null) return
  if (detail.locked !== null) {
    tell({ tone: 'attention', text: detail.locked })
    return
  }
  const found = findMend(detail)
  const suggestion = await Promise.race([found, nothing(SUGGESTION_MS)])
  const { editorOpened, suggestionArrived } = editorState().actions
  const { line, fields } = detail
  editorOpened({ ref, original: rawText(line), format: line.format, fields }, suggestion)
  judge.ask()
  if (suggestion !== null) return
  const late = await found
  if (late !== null) suggestionArrived(ref, late)
}

/** Asks the reader what it says of the text; answers to older texts come too late to be shown. */
const judge = createRefresher(async () => {
  const { ref, text, judged, actions } = editorState()
  if (ref === null || text === judged) return
  const reply = await ask('mend:judge', { fileId: ref.fileId, line: ref.line, text })
  if (reply.ok) actions.verdictReceived(ref, text, reply.value)
  else actions.savingFailed(reply.failure.message)
}, 50)

/** Judges the text as it is typed, for as long as the editor is on the screen. */
export function followEditor(): () => void {
  return onEditorChange((state, before) => {
    if (state.text !== before.text) judge.ask()
  })
}

/** Stores the text as the line's record, or says what is still wrong with it. */
export async function saveLine(): Promise<void> {
  const { ref, text, saving, actions } = editorState()
  if (ref === null || saving) return
  actions.savingStarted()
  const reply = await ask('mend:save', { fileId: ref.fileId, line: ref.line, text })
  if (!reply.ok) {
    actions.savingFailed(reply.failure.message)
    return
  }
  const saved = reply.value
  if (!saved.saved) {
    actions.verdictReceived(ref, text, { ok: false, issues: saved.issues })
    actions.savingFailed(null)
    return
  }
  actions.editorClosed()
  await keepLine(ref)
  mendDone({ mendId: saved.mendId, words: `Mended line ${countText(ref.line)}.`, ref })
}

/** Closes the editor when the operator goes elsewhere. */
export function followEditorLeft(): void {
  onNavigation(({ place }, before) => {
    if (place !== before.place) editorState().actions.editorLeft()
  })
}

/** Closes the editor; what was typed is there again when the line is edited next. */
export function leaveEditor(): void {
  editorState().actions.editorLeft()
}
