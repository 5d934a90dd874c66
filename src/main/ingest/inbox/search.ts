import type { InboxFilter, LineRef } from '#shared/inbox/filter'
import type { SearchHit, SearchHitPage, SearchTotals } from '#shared/inbox/search'
import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../../database/handles'
import { findBytes, lastBadLine } from '../../database/inbox/findBytes'
import { filteredParts } from '../../database/inbox/lineIds'
import { linesById } from '../../database/inbox/lines'
import { sumOf } from '../../database/inbox/parts'
import { lineId } from '../../database/lines/lineId'
import type { Progress, Task } from '../jobs/task'

/** Line numbers that are gone through at once, to begin with. */
const FIRST_SPAN = 5_000
/** One query takes about this long; spans grow and shrink towards it. */
const QUERY_MS = 8
/** What is shown of a line before and after the found bytes. */
const BEFORE_BYTES = 120
const AROUND_BYTES = 512
const MOST_GROUPS = 200

interface Hit extends LineRef {
  /** Where the bytes are first, from the line's start. */
  readonly at: number
}

interface FileToSearch {
  readonly fileId: number
  readonly faults: number[]
  lines: number
  lastLine: number
}

/** Looks for bytes in raw lines, file by file; its hits can be paged while it goes on. */
export class Search implements Task<SearchTotals> {
  readonly #db: ReadDb
  readonly #needle: Uint8Array
  readonly #statuses: readonly BadLineStatus[]
  readonly #files: readonly FileToSearch[]
  readonly #total: number
  readonly #hits: Hit[] = []
  readonly #byFault = new Map<number, number>()
  #file = 0
  #nextLine = 1
  #span = FIRST_SPAN
  #linesBefore = 0

  constructor(db: ReadDb, filter: InboxFilter, needle: Uint8Array) {
    this.#db = db
    this.#needle = needle
    const { total, parts, statuses } = filteredParts(db, filter)
    this.#total = total
    this.#statuses = statuses
    const files = new Map<number, FileToSearch>()
    for (const { fault, file, lines } of parts) {
      const { fileId } = file
      const known = files.get(fileId) ?? { fileId, faults: [], lines: 0, lastLine: 0 }
      known.faults.push(fault.faultId)
      known.lines += sumOf(lines, statuses)
      files.set(fileId, known)
    }
    for (const file of files.values()) file.lastLine = lastBadLine(db, file.fileId)
    this.#files = [...files.values()].toSorted((a, b) => a.fileId - b.fileId)
  }

  get progress(): Progress {
    const file = this.#files[this.#file]
    const share =
      file === undefined ? 0 : Math.min(1, (this.#nextLine - 1) / Math.max(1, file.lastLine))
    const done = Math.floor(this.#linesBefore + share * (file?.lines ?? 0))
    return { done, total: this.#total, found: this.#hits.length }
  }

  step(until: number): SearchTotals | null {
    do {
      const file = this.#files[this.#file]
      if (file === undefined) return { searched: this.#total, found: this.#hits.length }
      this.#searchSpan(file)
    } while (performance.now() < until)
    return null
  }

  hits(offset: number, limit: number): SearchHitPage {
    const hits = this.#hits.slice(offset, offset + limit)
    const places = new Map(hits.map(({ fileId, line, at }) => [lineId(fileId, line), at]))
    const rows = linesById(this.#db, [...places.keys()], (id) => ({
      start: Math.max(0, (places.get(id) ?? 0) - BEFORE_BYTES),
      bytes: BEFORE_BYTES + AROUND_BYTES,
    })).map((line): SearchHit => ({
      ...line,
      matchAt: places.get(lineId(line.fileId, line.line)) ?? 0,
    }))
    const groups = [...this.#byFault]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, MOST_GROUPS)
      .map(([faultId, lines]) => ({ faultId, lines }))
    return { total: this.#hits.length, groups, rows }
  }

  /** It holds nothing but what it found. */
  close(): void {}

  #searchSpan(file: FileToSearch): void {
    const began = performance.now()
    const last = Math.min(file.lastLine, this.#nextLine + this.#span - 1)
    const found = findBytes(this.#db, {
      needle: this.#needle,
      fileId: file.fileId,
      first: this.#nextLine,
      last,
      faults: file.faults,
      statuses: this.#statuses,
    })
    for (const hit of found) {
      const { line, fault, at } = hit
      this.#hits.push({ fileId: file.fileId, line, at })
      this.#byFault.set(fault, (this.#byFault.get(fault) ?? 0) + 1)
    }
    this.#nextLine = last + 1
    this.#span = performance.now() - began < QUERY_MS ? this.#span * 2 : Math.ceil(this.#span / 2)
    if (last < file.lastLine) return
    this.#linesBefore += file.lines
    this.#file += 1
    this.#nextLine = 1
    this.#span = Math.min(this.#span, FIRST_SPAN * 8)
  }
}
