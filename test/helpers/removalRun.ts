import { join } from 'node:path'
import { expect } from 'vitest'
import { fileById } from '../../src/main/database/files/files'
import type { WriteDb } from '../../src/main/database/handles'
import { inboxCounts } from '../../src/main/database/inbox/groups'
import { openWriter } from '../../src/main/database/connection/open'
import { RemovalRefusedError } from '../../src/main/database/removals/refusal'
import { createWriteMethods } from '../../src/main/database/writeMethods'
import { RecordBatch } from '../../src/main/ingest/inbox/recordBatch'
import { emptyChunk } from './chunks'
import { builtInReading, builtInUse } from './definitions'
import { dump } from './dump'
import { expectBalance, inboxFilter } from './inbox'
import { mk1Line } from './packages'
import { afterTest } from './afterTest'
import { tempFolder } from './station'

const reading = builtInReading('jackal_mk1')
/** Of three records and four bad lines each. */
const FIRST_BAD = 5
export const BAD = 4

/** One thing that is done; `which` names a file or a mend by its place. */
export type Step =
  | { readonly do: 'import'; readonly content: number }
  | { readonly do: 'replace'; readonly which: number; readonly content: number }
  | { readonly do: 'mend'; readonly which: number; readonly line: number }
  | { readonly do: 'dismissAll' | 'undoMend'; readonly which: number }
  | { readonly do: 'remove' | 'undo' | 'free'; readonly which: number }

/** A database, and what is done to it step by step as the engine does it. */
export class RemovalRun {
  readonly db: WriteDb = openWriter({ path: join(tempFolder(), 'downlink.db') })
  readonly #writer = createWriteMethods(this.db)
  readonly #freed = new Set<number>()

  constructor() {
    afterTest(() => this.#writer.close())
  }

  do(next: Step): void {
    const flag = new SharedArrayBuffer(8)
    switch (next.do) {
      case 'import': {
        const { file } = this.#writer.insertArrival(this.#arrival(next.content))
        return this.#read(file.id, next.content)
      }
      case 'replace':
        return this.#orRefused(next.which, (replaces) => {
          const arrival = this.#arrival(next.content)
          const { file } = this.#writer.admitReplacement({ arrival, replaces, by: 'me' })
          expectShown(this.db)
          this.#read(file.id, next.content)
        })
      case 'mend': {
        const line = FIRST_BAD + next.line
        const batch = new RecordBatch(next.which + 1, reading, 1)
        const judged = reading.judge(line, mk1Line(line))
        if (judged.issues === null) batch.add(line, judged)
        this.#writer.applyMend({
          mend: { kind: 'edit', by: 'me', note: '', rule: null },
          batches: [batch.finish()],
          text: 'x',
          from: ['open', 'dismissed'],
          flag,
        })
        return
      }
      case 'dismissAll':
        this.#writer.dismissLines({ target: { filter: inboxFilter() }, by: 'me', note: '', flag })
        return
      case 'undoMend': {
        const id = this.db
          .prepare<[number], number>(
            'SELECT id FROM mends WHERE undone_at IS NULL ORDER BY id LIMIT 1 OFFSET ?',
          )
          .pluck()
          .get(next.which)
        if (id !== undefined) this.#writer.undoMend({ mendId: id, by: 'me', flag })
        return
      }
      case 'remove':
        return this.#orRefused(next.which, (fileId) => {
          const before = dump(this.db)
          this.#writer.removePackage({ fileId, by: 'me', note: '' })
          this.#writer.undoRemoval({ fileId, by: 'me' })
          expectAsBefore(this.db, before)
          this.#writer.removePackage({ fileId, by: 'me', note: '' })
        })
      case 'undo':
        return this.#orRefused(next.which, (fileId) => {
          this.#writer.undoRemoval({ fileId, by: 'me' })
        })
      case 'free':
        return this.#orRefused(next.which, (fileId) => {
          while (this.#writer.freeStep({ fileId }).more);
          this.#freed.add(fileId)
        })
    }
  }

  /** The books balance, and what is shown is what the rows of the files that are shown say. */
  check(): void {
    if (this.#freed.size === 0) expectBalance(this.db)
    expectShown(this.db)
  }

  /** Contents that are shown more than once. */
  get shownTwice(): unknown[] {
    return this.db
      .prepare(
        `SELECT fingerprint FROM files
         WHERE status = 'complete' AND id NOT IN (SELECT file_id FROM hidden_files)
         GROUP BY fingerprint HAVING count(*) > 1`,
      )
      .all()
  }

  #arrival(from: number) {
    const identity = identityOf(from)
    return { path: `/${from}.json`, source: 'drop', identity, again: false } as const
  }

  /** As a file is read: what is there already is a duplicate. */
  #read(fileId: number, from: number): void {
    const identity = identityOf(from)
    const fingerprint = `content ${from}`
    const start = { fileId, use: builtInUse('jackal_mk1'), identity }
    const alike = this.#writer.start({ ...start, compare: true })
    const same = alike.find((other) => other.fingerprint === fingerprint)
    if (same !== undefined) {
      this.#writer.duplicate({ fileId, fingerprint, identity, duplicateOf: same.id })
      return
    }
    if (alike.length > 0) this.#writer.start({ ...start, compare: false })
    const chunk = emptyChunk({ records: 3, errors: BAD })
    this.#writer.write({ fileId, from: { byte: 0, line: 0 }, chunk })
    const { lock } = this.#writer.complete({ fileId, fingerprint, identity })
    if (lock !== null) throw new Error(lock)
  }

  /** What is refused changes nothing. */
  #orRefused(place: number, work: (fileId: number) => void): void {
    const fileId = place + 1
    const before = dump(this.db)
    try {
      work(fileId)
    } catch (error) {
      if (!(error instanceof RemovalRefusedError)) throw error
      expectAsBefore(this.db, before)
    }
  }
}

/** Files of one content have one size, and no two times of change are the same. */
function identityOf(from: number) {
  return { sizeBytes: 100 + from, device: '1', inode: `${from}`, mtimeNs: '3', ctimeNs: '4' }
}

function expectShown(db: WriteDb): void {
  const shown = 'id NOT IN (SELECT file_id FROM hidden_files)'
  const one = (sql: string): unknown => db.prepare(sql).get()
  expect(one('SELECT count(*) AS n FROM telemetry')).toEqual(
    one(`SELECT coalesce(sum(imported_lines), 0) AS n FROM files WHERE ${shown}`),
  )
  expect(one(`SELECT count(*) AS n FROM line_errors WHERE status <> 'fixed'`)).toEqual(
    one(`SELECT coalesce(sum(error_lines), 0) AS n FROM files WHERE ${shown}`),
  )
  expect(inboxCounts(db).lines).toEqual(
    one(
      `SELECT count(*) FILTER (WHERE status = 'open') AS open,
         count(*) FILTER (WHERE status = 'fixed') AS fixed,
         count(*) FILTER (WHERE status = 'dismissed') AS dismissed FROM line_errors`,
    ),
  )
  for (const id of db.prepare<[], number>('SELECT id FROM files').pluck().all()) {
    const file = fileById(db, id)
    expect(file?.totalLines).toBe((file?.importedLines ?? 0) + (file?.errorLines ?? 0))
  }
}

function expectAsBefore(db: WriteDb, before: ReturnType<typeof dump>): void {
  expect(dump(db)).toEqual(before)
}
