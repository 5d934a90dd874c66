import type { LineCode } from '#shared/codes'
import { ERROR_PAGE_ROWS, filePageState } from '../stores/filePage/filePage'
import { onStationMoved } from '../stores/station/station'
import { heed } from './heed'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell } from './tell'

/** A running import changes a file's figures all the time; its page loads them this often. */
const REFRESH_MS = 700

let shown: readonly [number, number] = [0, 0]

function pagesOf([first, last]: readonly [number, number]): number[] {
  const from = Math.floor(first / ERROR_PAGE_ROWS)
  const to = Math.floor(last / ERROR_PAGE_ROWS)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

async function loadErrors(fileId: number, page: number): Promise<void> {
  const { code } = filePageState()
  const reply = await ask('errors:page', {
    fileId,
    ...(code === null ? {} : { code }),
    offset: page * ERROR_PAGE_ROWS,
    limit: ERROR_PAGE_ROWS,
  })
  heed(reply, ({ total, rows }) =>
    filePageState().actions.errorsReceived({ fileId, code }, page, total, rows),
  )
}

async function loadSummary(fileId: number): Promise<void> {
  const { recordReceived, failed, summaryReceived } = filePageState().actions
  const [record, groups, keys, numbers, cells, mismatch] = await Promise.all([
    ask('files:get', { fileId }),
    ask('errors:groups', { fileId }),
    ask('unknown-keys:list', { fileId }),
    ask('text-numbers:list', { fileId }),
    ask('cells:summary', { fileId }),
    ask('files:mismatch', { fileId }),
  ])
  if (record.ok) recordReceived(fileId, record.value)
  else if (filePageState().record === undefined) failed(fileId, record.failure.message)
  // What stands there already stays, as it was.
  else tell({ tone: 'bad', text: record.failure.message })
  if (groups.ok && keys.ok && numbers.ok && cells.ok && mismatch.ok) {
    summaryReceived(fileId, groups.value, keys.value, numbers.value, cells.value, mismatch.value)
  }
}

const summary = createRefresher(async () => {
  const { fileId } = filePageState()
  if (fileId !== null) await loadSummary(fileId)
}, REFRESH_MS)

const errors = createRefresher(async () => {
  const { fileId } = filePageState()
  if (fileId !== null) await Promise.all(pagesOf(shown).map((page) => loadErrors(fileId, page)))
}, REFRESH_MS)

/** For pages that scrolling brought up: they must not wait as long as a refresh does. */
const scrolled = createRefresher(async () => {
  const { fileId, errorPages } = filePageState()
  if (fileId === null) return
  const missing = pagesOf(shown).filter((page) => !errorPages.has(page))
  await Promise.all(missing.map((page) => loadErrors(fileId, page)))
}, 40)

/** Asks again, after it could not be had. */
export function retryFile(): void {
  summary.ask()
  errors.ask()
}

/** Tells which bad lines are on the screen, so that their pages get loaded. */
export function errorsShown(first: number, last: number): void {
  shown = [first, last]
  const { errorPages } = filePageState()
  if (pagesOf(shown).some((page) => !errorPages.has(page))) scrolled.ask()
}

/** Lists the bad lines of one kind, or all. */
export function showErrorsOf(code: LineCode | null): void {
  filePageState().actions.codeChosen(code)
  shown = [0, 0]
  scrolled.ask()
}

/** Loads a file for its page and keeps it in step; returns the function that ends it. */
export function followFile(fileId: number): () => void {
  filePageState().actions.fileOpened(fileId)
  shown = [0, 0]
  summary.ask()
  errors.ask()
  const moved = (): void => {
    summary.ask()
    errors.ask()
  }
  return onStationMoved(moved, ({ live }) => String(live.get(fileId)?.errorLines))
}
