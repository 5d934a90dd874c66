import type { LineRef } from '#shared/inbox/filter'
import type { LineDetail } from '#shared/inbox/lines'
import { editorState } from '../stores/inbox/editor'
import { callFilter } from '../stores/inbox/filter'
import {
  chosenLine,
  keptBefore,
  linesState,
  onLinesChange,
  sameLine,
  type LinesOf,
  type LinesRequest,
  type ListedLine,
} from '../stores/inbox/lines'
import { searchState } from '../stores/inbox/search'
import { PAGE_ROWS, rowAt } from '../stores/paging/loadedRows'
import { heed } from './heed'
import { onBadLinesMoved } from './inboxWatch'
import { createPager } from './pager'
import { createRefresher } from './refresher'
import { ask } from './station'

const REFRESH_MS = 600
/** Lines before and after the chosen one. */
const NEIGHBOURS = 4

type Answer = { readonly total: number; readonly rows: ListedLine[] } | { readonly failure: string }

async function fetchRows({ of, page, kept }: LinesRequest): Promise<Answer> {
  const first = page * PAGE_ROWS
  const offset = first - keptBefore(kept, first)
  const limit = PAGE_ROWS - (keptBefore(kept, first + PAGE_ROWS) - keptBefore(kept, first))
  if (of.kind === 'filter') {
    // A page of nothing but kept lines asks for one all the same: the total comes with it.
    const filter = callFilter(of.filter)
    const reply = await ask('inbox:lines', { filter, offset, limit: Math.max(1, limit) })
    if (!reply.ok) return { failure: reply.failure.message }
    return { total: reply.value.total, rows: reply.value.rows.slice(0, limit) }
  }
  const reply = await ask('inbox:hits', { job: of.job, offset, limit })
  if (!reply.ok) return { failure: reply.failure.message }
  const { total, groups, rows } = reply.value
  searchState().actions.hitsReceived(of.job, total, groups)
  return { total, rows }
}

async function loadPage(page: number): Promise<void> {
  const { of, kept, actions } = linesState()
  if (of === null) return
  const request = { of, page, kept }
  const answer = await fetchRows(request)
  if (linesState().of !== of) return
  if ('failure' in answer) actions.failed(answer.failure)
  else if (!actions.pageReceived(request, answer.total, answer.rows)) await loadPage(page)
}

const pager = createPager(loadPage, (page) => linesState().list.pages.has(page), REFRESH_MS)

export const linesShown = pager.shown

/** Loads the hits that are on the screen again: a search has found more. */
export function refreshHits(): void {
  if (linesState().of?.kind === 'hits') pager.soon()
}

/** Loads what is shown of the list again soon, and the chosen line. */
export function refreshLines(): void {
  pager.refresh()
  details.ask()
}

/** Opens another list of lines; its first page is asked for at once. */
export function openList(of: LinesOf): void {
  linesState().actions.listOpened(of)
  pager.restart()
}

/** Asks for the list again from its start, after it could not be had. */
export function retryLines(): void {
  const { of } = linesState()
  if (of !== null) openList({ ...of })
}

/** One line with what lies around it; null when it is gone. A failure is told. */
export async function fetchDetail(ref: LineRef): Promise<LineDetail | null> {
  const { fileId, line } = ref
  const reply = await ask('inbox:around', { fileId, line, neighbours: NEIGHBOURS })
  let detail: LineDetail | null = null
  heed(reply, (value) => {
    detail = value
  })
  return detail
}

async function loadDetail(): Promise<void> {
  const line = chosenLine(linesState())
  if (line === null) return
  const detail = await fetchDetail(line)
  linesState().actions.detailReceived(line, detail)
}

/** Whoever holds a movement key down passes lines that nobody has to see in full. */
const details = createRefresher(loadDetail, 60)

/** The line in a place of the open list, loaded when it is not there yet. */
export async function lineAt(index: number): Promise<ListedLine | null> {
  const { list } = linesState()
  const loaded = rowAt(list, index)
  if (loaded !== null) return loaded
  await loadPage(Math.floor(index / PAGE_ROWS))
  return rowAt(linesState().list, index)
}

/** Where a line stands in the open list; null when that leaves it out, or shows hits. */
export async function placeOfLine({ fileId, line }: LineRef): Promise<number | null> {
  const { of, kept } = linesState()
  if (of?.kind !== 'filter') return null
  for (const [index, own] of kept) if (sameLine(own, { fileId, line })) return index
  const reply = await ask('inbox:place', { fileId, line, filter: callFilter(of.filter) })
  if (!reply.ok || reply.value === null) return null
  let place = reply.value
  for (const index of [...kept.keys()].toSorted((a, b) => a - b)) if (index <= place) place += 1
  return place
}

/** Keeps the chosen line's details and the list in step; returns the function that ends it. */
export function followLines(): () => void {
  details.ask()
  const ends = [
    onLinesChange((state, before) => {
      const line = chosenLine(state)
      const old = chosenLine(before)
      if (line === null || (old !== null && sameLine(line, old))) return
      details.ask()
      const { ref, actions } = editorState()
      if (ref !== null && !sameLine(ref, line)) actions.editorLeft()
    }),
    onBadLinesMoved(refreshLines),
  ]
  return () => {
    for (const end of ends) end()
  }
}
