import type { FaultId, LineRef } from '#shared/inbox/filter'
import {
  callFilter,
  isFirstFilter,
  openLines as allOpen,
  type Filter,
} from '../stores/inbox/filter'
import { errorAt, filePageState } from '../stores/filePage/filePage'
import { groupState } from '../stores/inbox/group'
import { groupsState } from '../stores/inbox/groups'
import { chosenLine, linesState, nextOpen } from '../stores/inbox/lines'
import { searchState } from '../stores/inbox/search'
import { navigationState } from '../stores/navigation/navigation'
import { editLine } from './inboxEditor'
import { groupScope, openGroup } from './inboxGroup'
import { chooseFilter } from './inboxGroups'
import { fetchDetail, lineAt, placeOfLine } from './inboxLines'
import { clearSearch } from './inboxSearch'
import { ask } from './station'
import { tell } from './tell'

async function firstOpen(filter: Filter): Promise<(LineRef & { faultId: number }) | null> {
  const wanted = { ...callFilter(filter), statuses: ['open' as const] }
  const reply = await ask('inbox:lines', { filter: wanted, offset: 0, limit: 1 })
  return reply.ok ? (reply.value.rows[0] ?? null) : null
}

/** Chooses a line of the open list and opens the editor on it. */
async function editAt(index: number): Promise<void> {
  const line = await lineAt(index)
  if (line === null) return
  linesState().actions.lineChosen(index)
  await editLine(line)
}

/** Opens a line's group with the line chosen, in the editor. */
async function editInGroup(line: LineRef & { readonly faultId: number }): Promise<void> {
  openGroup(line.faultId)
  await editAt((await placeOfLine(line)) ?? 0)
}

/** The chosen line of the open list if it is open, else the next open one; false for none. */
async function editInList(): Promise<boolean> {
  const { list, chosen, of } = linesState()
  const line = chosenLine(linesState())
  if (line?.status === 'open') {
    await editLine(line)
    return true
  }
  const next = nextOpen(list, chosen ?? -1)
  if (next !== null) {
    await editAt(next)
    return true
  }
  if (of?.kind !== 'filter') return false
  const first = await firstOpen(of.filter)
  const place = first === null ? null : await placeOfLine(first)
  if (place === null) return false
  await editAt(place)
  return true
}

/** Goes on with the group that has most open lines of what the inbox is narrowed to. */
async function editInNextGroup(): Promise<void> {
  const { filter } = groupsState().query
  const reply = await ask('inbox:groups', {
    filter: { ...callFilter(filter), statuses: ['open'] },
    order: 'lines',
    offset: 0,
    limit: 1,
  })
  const group = reply.ok ? reply.value.rows[0] : undefined
  if (group !== undefined && group.lines.open > 0) {
    openGroup(group.faultId)
    await editAt(0)
  } else if (isFirstFilter(filter)) {
    tell({ tone: 'good', text: 'No open bad lines are left.' })
  } else {
    tell({
      tone: 'good',
      text: 'No open bad line is left in this filter.',
      step: { label: 'Clear the filter', run: () => chooseFilter(allOpen) },
    })
  }
}

/** Opens a bad line of a file's page in its group, narrowed to that file. */
async function mendLineOfFile(ref: LineRef): Promise<void> {
  const detail = await fetchDetail(ref)
  if (detail === null) return
  chooseFilter({ ...allOpen, fileIds: [ref.fileId] })
  if (detail.line.status === 'open') await editInGroup(detail.line)
  else {
    openGroup(detail.line.faultId, 'all')
    const place = await placeOfLine(ref)
    if (place !== null) linesState().actions.lineChosen(place)
  }
}

/** Shows what is open of one file in the inbox. */
export function showFileErrors(fileId: number): void {
  chooseFilter({ ...allOpen, fileIds: [fileId] })
  navigationState().actions.placeChosen({ view: 'inbox' })
}

/** The chosen line of a group's page or the next open one, else one of the next group. */
async function mendInGroup(faultId: FaultId): Promise<void> {
  if (groupState().tab !== 'history' && (await editInList())) return
  const first = await firstOpen(groupScope(faultId))
  clearSearch()
  if (first === null) await editInNextGroup()
  else await editInGroup(first)
}

/** The next open hit of a search, else the first open line of the chosen group. */
async function mendInInbox(): Promise<void> {
  const { activeId, query } = groupsState()
  if (searchState().job !== null) {
    if (!(await editInList())) tell({ tone: 'attention', text: 'No open line among these.' })
    return
  }
  const first =
    activeId === null ? null : await firstOpen({ ...query.filter, faultIds: [activeId] })
  if (first === null) await editInNextGroup()
  else await editInGroup(first)
}

async function mendInFile(): Promise<void> {
  const { errorPages, chosenIndex, fileId } = filePageState()
  const chosen = chosenIndex === null ? null : errorAt(errorPages, chosenIndex)
  const line =
    chosen ?? (fileId === null ? null : await firstOpen({ ...allOpen, fileIds: [fileId] }))
  if (line === null) tell({ tone: 'good', text: 'This file has no open bad lines.' })
  else await mendLineOfFile(line)
}

/**
 * From anywhere to a bad line in the editor: the chosen one where it is open, else the next of the
 * list, of the chosen group, or of all.
 */
export async function mendNext(): Promise<void> {
  const { place } = navigationState()
  if (place.view === 'group') await mendInGroup(place.faultId)
  else if (place.view === 'inbox') await mendInInbox()
  else if (place.view === 'file') await mendInFile()
  else {
    // What the inbox was narrowed to last does not show here.
    if (!isFirstFilter(groupsState().query.filter)) chooseFilter(allOpen)
    await editInNextGroup()
  }
}
