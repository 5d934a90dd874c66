import type { FileId, FilePage, FileRecord, FileSection } from '#shared/files'
import { reuse } from '../reuse'

/** Rows per 'files:page' call; every loaded page starts at a multiple of it. */
export const PAGE_ROWS = 100
/** Loaded pages that a section keeps; those furthest from the newest ones are dropped. */
const MAX_PAGES = 12

/** One section of the list as far as it is loaded. */
export interface SectionRows {
  /** null until its first page came. */
  readonly total: number | null
  /** Ids by page number. */
  readonly pages: ReadonlyMap<number, readonly FileId[]>
}

export interface FileRows {
  readonly records: ReadonlyMap<FileId, FileRecord>
  readonly sections: Readonly<Record<FileSection, SectionRows>>
}

export interface ReceivedPage {
  readonly section: FileSection
  readonly page: number
  readonly rows: FilePage
}

export const noRows: FileRows = {
  records: new Map(),
  sections: {
    queue: { total: null, pages: new Map() },
    history: { total: null, pages: new Map() },
  },
}

function mergeSection(
  before: SectionRows,
  received: readonly ReceivedPage[],
  hold: boolean,
): SectionRows {
  if (received.length === 0) return before
  const pages = new Map(before.pages)
  for (const { page, rows } of received) {
    if (hold && pages.has(page)) continue
    pages.set(
      page,
      rows.rows.map((row) => row.id),
    )
  }
  const newest = received[0]?.page ?? 0
  const nearestFirst = [...pages.keys()].toSorted(
    (a, b) => Math.abs(a - newest) - Math.abs(b - newest),
  )
  for (const far of nearestFirst.slice(MAX_PAGES)) pages.delete(far)
  const total = hold && before.total !== null ? before.total : (received[0]?.rows.total ?? null)
  return reuse(before, { total, pages: sameIds(before.pages, pages) ? before.pages : pages })
}

function sameIds(a: SectionRows['pages'], b: SectionRows['pages']): boolean {
  if (a.size !== b.size) return false
  for (const [page, ids] of b) {
    const other = a.get(page)
    if (other?.length !== ids.length || !ids.every((id, i) => id === other[i])) return false
  }
  return true
}

/**
 * The list with pages that just came. While `hold` is true rows keep their places (somebody points
 * at them): what a row says is brought up to date, but none moves, comes or goes.
 */
export function mergePages(
  before: FileRows,
  received: readonly ReceivedPage[],
  hold: boolean,
): FileRows {
  const sections = {
    queue: mergeSection(
      before.sections.queue,
      received.filter((r) => r.section === 'queue'),
      hold,
    ),
    history: mergeSection(
      before.sections.history,
      received.filter((r) => r.section === 'history'),
      hold,
    ),
  }
  const fresh = new Map(received.flatMap((r) => r.rows.rows).map((row) => [row.id, row]))
  const records = new Map<FileId, FileRecord>()
  for (const section of [sections.queue, sections.history]) {
    for (const id of [...section.pages.values()].flat()) {
      const record = fresh.get(id) ?? before.records.get(id)
      if (record) records.set(id, reuse(before.records.get(id), record))
    }
  }
  return { records, sections }
}

/** The id in a place of a section, or null where it is not loaded. */
export function idAt(section: SectionRows, index: number): FileId | null {
  return section.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] ?? null
}

/** Where a file stands in a section, or null when it is not among the loaded rows. */
export function indexOf(section: SectionRows, id: FileId): number | null {
  for (const [page, ids] of section.pages) {
    const at = ids.indexOf(id)
    if (at >= 0) return page * PAGE_ROWS + at
  }
  return null
}
