import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ReadDb } from '../../../src/main/database/handles'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { makeRollup } from '../../../src/main/record/rollup'
import { emptyChunk } from '../../helpers/chunks'
import { builtInUse } from '../../helpers/definitions'
import { fuzzed } from '../../helpers/fuzz'
import { BAD, RemovalRun, type Step } from '../../helpers/removalRun'
import { startFile } from '../../helpers/startFile'

const TYPE = 'jackal_mk1'
/** A file that is read in pieces, and grows. */
const IDENTITY = { sizeBytes: 10, device: '1', inode: '2', mtimeNs: '3', ctimeNs: '4' }

type Row = Record<string, unknown>
interface Entry {
  readonly seq: number
  readonly kind: string
  readonly fileId: number
  readonly subject: number
  readonly first: number
  readonly last: number
}

/** Somebody else's copy of all records, which is kept by nothing but the feed. */
class Copy {
  readonly #rows: Map<string, Row>
  #seq: number

  /** Of the records as they are now; or of nothing, before anything happened. */
  constructor(db: ReadDb | null) {
    this.#rows = new Map(db === null ? [] : all(db))
    this.#seq = db === null ? 0 : lastSeq(db)
  }

  follow(db: ReadDb): void {
    const entries = db
      .prepare<[number], Entry>(
        `SELECT seq, kind, file_id AS fileId, subject, first_line AS first, last_line AS last
         FROM feed WHERE seq > ? ORDER BY seq`,
      )
      .all(this.#seq)
    for (const { seq, kind, fileId, subject, first, last } of entries) {
      if (kind === 'defined') {
        for (const id of filesOf(db, subject)) this.#takeOver(db, id, 0, 4294967295)
      } else {
        this.#takeOver(db, fileId, first, last)
      }
      this.#seq = seq
    }
  }

  get rows(): Row[] {
    return [...this.#rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  }

  #takeOver(db: ReadDb, fileId: number, first: number, last: number): void {
    for (const [key, row] of this.#rows) {
      const line = Number(row['line'])
      if (row['file_id'] === fileId && line >= first && line <= last) this.#rows.delete(key)
    }
    const found = db
      .prepare<[{ fileId: number; first: number; last: number }], Row>(
        `SELECT * FROM telemetry_${TYPE} WHERE id BETWEEN CAST(@fileId AS INTEGER) << 32 | @first
         AND CAST(@fileId AS INTEGER) << 32 | @last`,
      )
      .all({ fileId, first, last })
    for (const row of found) this.#rows.set(String(row['id']), row)
  }
}

function all(db: ReadDb): [string, Row][] {
  const view = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'telemetry_${TYPE}'`).get()
  if (view === undefined) return []
  return db
    .prepare<[], Row>(`SELECT * FROM telemetry_${TYPE}`)
    .all()
    .map((row) => [String(row['id']), row])
}

const lastSeq = (db: ReadDb): number =>
  Number(db.prepare('SELECT coalesce(max(seq), 0) FROM feed').pluck().get())

function filesOf(db: ReadDb, definition: number): number[] {
  return db
    .prepare<[number], number>(
      `SELECT files.id FROM files JOIN definitions ON definitions.type = satellite_type
       WHERE definitions.id = ?`,
    )
    .pluck()
    .all(definition)
}

/** One step of a file that is read in pieces, or of its type's definition. */
type OwnStep =
  | { readonly do: 'begin' }
  | { readonly do: 'read'; readonly records: number; readonly isOpen: boolean }
  | { readonly do: 'end' | 'grow' | 'startOver' }
  | { readonly do: 'redefine'; readonly scale: number }

/** What a station does with files that grow, beside packages that come whole. */
class Run {
  readonly packages = new RemovalRun()
  readonly db = this.packages.db
  readonly #writer = createWriteMethods(this.db)
  #fileId = 0
  #files = 0

  do(step: Step | OwnStep): void {
    switch (step.do) {
      case 'begin':
        this.#files += 1
        this.#fileId = startFile(this.#writer, { path: `/grows-${this.#files}.json` })
        return
      case 'read':
        return this.#ifFileIs(['processing'], () => this.#read(step.records, step.isOpen))
      case 'end':
        return this.#ifFileIs(['processing'], (fileId) => {
          const fingerprint = `grown ${this.#files} ${lastSeq(this.db)}`
          this.#writer.complete({ fileId, identity: IDENTITY, fingerprint })
        })
      case 'grow':
        return this.#ifFileIs(['complete'], (fileId) => {
          this.#writer.continueGrown({ fileId })
          this.#start()
        })
      case 'startOver':
        return this.#ifFileIs(['processing'], (fileId) => {
          this.#writer.startOver({ fileId, identity: IDENTITY })
          this.#start()
        })
      case 'redefine': {
        const { definition, addedBy } = builtInUse(TYPE)
        const channels = definition.channels.map((channel) =>
          channel.kind === 'number' ? { ...channel, scale: step.scale } : channel,
        )
        this.#writer.renewDefinitions({
          inUse: [{ definition: { ...definition, channels }, addedBy }],
        })
        return
      }
      case 'import':
      case 'replace':
      case 'mend':
      case 'dismissAll':
      case 'undoMend':
      case 'remove':
      case 'undo':
      case 'free':
        return this.packages.do(step)
    }
  }

  #start(): void {
    const fileId = this.#fileId
    while (this.#writer.resumePoint({ fileId }).more);
    this.#writer.start({ fileId, use: null, identity: IDENTITY, compare: false })
  }

  #read(records: number, isOpen: boolean): void {
    const fileId = this.#fileId
    const { checkpoint: from } = this.#writer.resumePoint({ fileId })
    const first = Math.max(2, from.line)
    const chunk = emptyChunk({ records })
    const line = Uint32Array.from({ length: records }, (_, i) => first + i)
    const velocity = Float64Array.from(line, (n) => n + lastSeq(this.db) / 2)
    const columns = { ...chunk.records, line, values: [velocity, ...chunk.records.values.slice(1)] }
    this.#writer.write({
      fileId,
      from,
      chunk: {
        ...chunk,
        records: columns,
        rollup: makeRollup(columns),
        nextLine: first + records - (isOpen ? 1 : 0),
        nextByte: (first + records) * 100,
        openLine: isOpen ? 'line' : null,
      },
    })
  }

  #ifFileIs(statuses: readonly string[], work: (fileId: number) => void): void {
    const status = this.db
      .prepare<[number], string>(
        `SELECT status FROM files WHERE id = ?
         AND id NOT IN (SELECT file_id FROM removals WHERE undone_at IS NULL)`,
      )
      .pluck()
      .get(this.#fileId)
    if (status !== undefined && statuses.includes(status)) work(this.#fileId)
  }
}

const which = fc.nat({ max: 7 })
const content = fc.nat({ max: 2 })
const only = <D extends string>(done: D) => fc.constant(done)
const anyStep: fc.Arbitrary<Step | OwnStep> = fc.oneof(
  fc.record({ do: only('import'), content }),
  fc.record({ do: only('replace'), which, content }),
  fc.record({ do: only('mend'), which, line: fc.nat({ max: BAD - 1 }) }),
  fc.record({ do: only('dismissAll'), which }),
  fc.record({ do: only('undoMend'), which }),
  fc.record({ do: only('remove'), which }),
  fc.record({ do: only('undo'), which }),
  fc.record({ do: only('free'), which }),
  fc.record({ do: only('begin') }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: only('read'),
      records: fc.nat({ max: 3 }).map((n) => n + 1),
      isOpen: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: only('end') }) },
  { weight: 2, arbitrary: fc.record({ do: only('grow') }) },
  fc.record({ do: only('startOver') }),
  fc.record({ do: only('redefine'), scale: fc.integer({ min: 1, max: 3 }) }),
)

it('followed from any point, the feed gives the records of the database', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 5, maxLength: 30 }), (steps) => {
      const run = new Run()
      const copies = [new Copy(null)]
      const always = new Copy(null)
      for (const step of steps) {
        run.do(step)
        copies.push(new Copy(run.db))
        always.follow(run.db)
      }
      const records = new Copy(run.db).rows
      for (const copy of [always, ...copies]) {
        copy.follow(run.db)
        expect(copy.rows).toEqual(records)
      }
    }),
    { numRuns: fuzzed(200) },
  )
})

it('has one row for a package that is read, however many chunks that takes', () => {
  const run = new Run()
  run.do({ do: 'begin' })
  const before = run.db.prepare('SELECT count(*) FROM feed').pluck().get()
  for (let i = 0; i < 20; i += 1) run.do({ do: 'read', records: 3, isOpen: false })
  expect(run.db.prepare("SELECT * FROM feed WHERE kind = 'stored'").all()).toEqual([
    {
      seq: Number(before) + 20,
      kind: 'stored',
      file_id: 1,
      subject: 0,
      first_line: 0,
      last_line: 61,
    },
  ])
})
