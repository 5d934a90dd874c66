import type { FileSection } from '#shared/files'
import { filesState, onFilesChange } from '../stores/files/files'
import { PAGE_ROWS, type ReceivedPage } from '../stores/files/rows'
import { onStationMoved } from '../stores/station/station'
import { heed } from './heed'
import { createRefresher } from './refresher'
import { ask } from './station'

/** At most this often does a change in the database make the list load again. */
const REFRESH_MS = 300

/** First and last place that the list shows of a section; null when it shows none of it. */
export type ShownRows = Readonly<Record<FileSection, readonly [number, number] | null>>

let shown: ShownRows = { queue: [0, 0], history: [0, 0] }

/** The first page always comes along: it brings the section's total. */
function wantedPages(section: FileSection): number[] {
  const range = shown[section]
  if (range === null) return [0]
  const first = Math.floor(range[0] / PAGE_ROWS)
  const last = Math.floor(range[1] / PAGE_ROWS)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

async function loadPage(section: FileSection, page: number): Promise<ReceivedPage[]> {
  const reply = await ask('files:page', {
    section,
    offset: page * PAGE_ROWS,
    limit: PAGE_ROWS,
  })
  const received: ReceivedPage[] = []
  heed(reply, (rows) => received.push({ section, page, rows }))
  return received
}

async function loadPages(): Promise<ReceivedPage[]> {
  const wanted = (['queue', 'history'] as const).flatMap((section) =>
    wantedPages(section).map((page) => loadPage(section, page)),
  )
  return (await Promise.all(wanted)).flat()
}

/** Whether a file moved on between two answers, so that it stands in two places. */
function isTorn(pages: readonly ReceivedPage[]): boolean {
  const ids = pages.flatMap(({ rows }) => rows.rows.map(({ id }) => id))
  return new Set(ids).size < ids.length
}

async function loadShown(): Promise<void> {
  const pages = await loadPages()
  filesState().actions.pagesReceived(isTorn(pages) ? await loadPages() : pages)
}

const refresher = createRefresher(loadShown, REFRESH_MS)

/** Loads the list again soon; for changes that the window itself has asked for. */
export function refreshFileRows(): void {
  refresher.ask()
}

/** Tells which rows are on the screen, so that their pages get loaded. */
export function rowsShown(rows: ShownRows): void {
  const before = shown
  shown = rows
  const { sections } = filesState()
  const changed = (['queue', 'history'] as const).some(
    (section) =>
      wantedPages(section).some((page) => !sections[section].pages.has(page)) ||
      String(before[section]) !== String(rows[section]),
  )
  if (changed) refresher.ask()
}

/** Keeps the list in step with the database for as long as it is on the screen. */
export function followFileRows(): () => void {
  refresher.ask()
  const ends = [
    onStationMoved(refresher.ask),
    onFilesChange((state, before) => {
      if (before.held && !state.held) refresher.ask()
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
