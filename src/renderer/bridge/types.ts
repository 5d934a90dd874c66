import { onStationMoved } from '../stores/station/station'
import { typesState } from '../stores/types/types'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell, told } from './tell'

const REFRESH_MS = 500
/** Nobody reads what is said of a text between two keys faster than this. */
const JUDGE_MS = 60

async function load(): Promise<void> {
  const { listReceived, failed, detailReceived } = typesState().actions
  const list = await ask('types:list', undefined)
  if (!list.ok) return failed(list.failure.message)
  listReceived(list.value)
  const type = typesState().chosen
  if (type === null) return
  const detail = await ask('types:detail', { type })
  if (detail.ok) detailReceived(type, detail.value)
  else failed(detail.failure.message)
}

const refresher = createRefresher(load, REFRESH_MS)
/** For what the operator chose: it must not wait as long as a refresh does. */
const chosen = createRefresher(load, 0)

const judge = createRefresher(async () => {
  const { draft, actions } = typesState()
  if (draft === null || draft.judged === draft.text) return
  const { text } = draft
  const reply = await ask('types:check', { text })
  if (reply.ok) actions.draftJudged(text, reply.value)
}, JUDGE_MS)

/** Asks again, after they could not be had. */
export function retryTypes(): void {
  refresher.ask()
}

/** Keeps the types in step while their view is open; returns the function that ends it. */
export function followTypes(): () => void {
  refresher.ask()
  return onStationMoved(refresher.ask, ({ status }) => String(status.definitions.revision))
}

export function chooseType(type: string): void {
  typesState().actions.typeChosen(type)
  chosen.ask()
}

/** Begins to edit a definition; '' as the original for one that is not kept yet. */
export function editDefinition(text: string, original: string): void {
  typesState().actions.draftOpened(text, original)
  judge.ask()
}

export function changeDefinition(text: string): void {
  typesState().actions.draftChanged(text)
  judge.ask()
}

/** Opens a file that was dropped as a definition to look at before it is kept. */
export async function editDroppedDefinition(file: File): Promise<void> {
  editDefinition(await file.text(), '')
}

export function leaveDefinition(): void {
  typesState().actions.draftClosed()
}

/** Keeps what is being edited, if it is a definition. */
export async function keepDefinition(): Promise<void> {
  const { draft, actions } = typesState()
  if (draft === null || draft.isSaving) return
  actions.savingChanged(true)
  const kept = await told(ask('types:keep', { text: draft.text }))
  if (kept === null) return actions.savingChanged(false)
  actions.draftClosed()
  tell({
    tone: 'good',
    text: `Files are read with this definition of ${kept.value.type} from now on.`,
  })
  chooseType(kept.value.type)
  refresher.ask()
}

/** Removes one of the operator's own; what comes with the station is in use again. */
export async function removeType(type: string, isBuiltIn: boolean): Promise<void> {
  if ((await told(ask('types:remove', { type }))) === null) return
  const now = isBuiltIn ? 'The built-in definition is in use again' : 'It is no longer known'
  tell({ tone: 'attention', text: `Removed your definition of ${type}. ${now}.` })
  chosen.ask()
}

export async function openDefinitionsFolder(): Promise<void> {
  const opened = await told(ask('definitions:open-folder', undefined))
  if (opened && !opened.value) tell({ tone: 'attention', text: 'The folder could not be opened.' })
}
