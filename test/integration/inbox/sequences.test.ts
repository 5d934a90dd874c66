import * as fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BadLineStatus } from '#shared/lineFindings'
import { openWriter } from '../../../src/main/database/connection/open'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import type { MendBatch } from '../../../src/main/database/mends/applyMend'
import { RecordBatch } from '../../../src/main/ingest/inbox/recordBatch'
import { emptyChunk } from '../../helpers/chunks'
import { builtInReading, builtInUse } from '../../helpers/definitions'
import { fuzzed } from '../../helpers/fuzz'
import { expectBalance, inboxFilter } from '../../helpers/inbox'
import { mk1Line } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const identity = { sizeBytes: 10, device: '1', inode: '2', mtimeNs: '3', ctimeNs: '4' }
const reading = builtInReading('jackal_mk1')
const FIRST = 5
const LINES = 12

/** A file of three records and twelve bad lines, from line 5 on. */
function oneFile() {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  const writer = createWriteMethods(db)
  afterTest(() => writer.close())
  const { file } = writer.insertArrival({
    path: '/a.json',
    source: 'drop',
    identity,
    again: false,
  })
  writer.start({ fileId: file.id, use: builtInUse('jackal_mk1'), identity, compare: false })
  const chunk = emptyChunk({ records: 3, errors: LINES })
  writer.write({ fileId: file.id, from: { byte: 0, line: 0 }, chunk })
  return { db, writer, fileId: file.id }
}

function batchOf(fileId: number, lines: readonly number[]): MendBatch {
  const batch = new RecordBatch(fileId, reading, lines.length)
  for (const line of lines) {
    const judged = reading.judge(line, mk1Line(line))
    if (judged.issues === null) batch.add(line, judged)
  }
  return batch.finish()
}

type Step =
  | { readonly do: 'fix' | 'dismiss'; readonly lines: readonly number[] }
  | { readonly do: 'dismissAll' }
  | { readonly do: 'undo'; readonly which: number }

const someLines = fc
  .uniqueArray(fc.integer({ min: FIRST, max: FIRST + LINES - 1 }), { minLength: 1, maxLength: 6 })
  .map((lines) => lines.toSorted((a, b) => a - b))
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fix' as const), lines: someLines }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('dismiss' as const), lines: someLines }) },
  { weight: 1, arbitrary: fc.constant({ do: 'dismissAll' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 20 }) }),
  },
)

/** What a plain model says of each line: the mends of it that hold. */
class Model {
  readonly #held = new Map<number, { readonly kind: 'fix' | 'dismiss'; readonly lines: number[] }>()

  status(line: number): BadLineStatus {
    const kinds = [...this.#held.values()].filter(({ lines }) => lines.includes(line))
    if (kinds.some(({ kind }) => kind === 'fix')) return 'fixed'
    return kinds.length > 0 ? 'dismissed' : 'open'
  }

  get all(): number[] {
    return Array.from({ length: LINES }, (_, i) => FIRST + i)
  }

  take(mendId: number | null, kind: 'fix' | 'dismiss', lines: readonly number[]): void {
    const from: BadLineStatus[] = kind === 'fix' ? ['open', 'dismissed'] : ['open']
    const taken = lines.filter((line) => from.includes(this.status(line)))
    if ((mendId === null) !== (taken.length === 0)) throw new Error('it took other lines')
    if (mendId !== null) this.#held.set(mendId, { kind, lines: taken })
  }

  undo(which: number): number | null {
    const id = [...this.#held.keys()][which] ?? null
    if (id !== null) this.#held.delete(id)
    return id
  }
}

describe('any sequence of mends, dismissals and undos', () => {
  it('leaves the books balanced and each line as its mends say', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
        const { db, writer, fileId } = oneFile()
        const model = new Model()
        for (const step of steps) {
          const flag = new SharedArrayBuffer(8)
          if (step.do === 'undo') {
            const mendId = model.undo(step.which)
            if (mendId !== null) writer.undoMend({ mendId, by: 'me', flag })
          } else if (step.do === 'fix') {
            const done = writer.applyMend({
              mend: { kind: 'edit', by: 'me', note: '', rule: null },
              batches: [batchOf(fileId, step.lines)],
              text: 'x',
              from: ['open', 'dismissed'],
              flag,
            })
            if (done.state === 'done') model.take(done.mendId, 'fix', step.lines)
          } else {
            const lines = step.do === 'dismissAll' ? model.all : step.lines
            const target =
              step.do === 'dismissAll'
                ? { filter: inboxFilter() }
                : { lines: lines.map((line) => ({ fileId, line })) }
            const done = writer.dismissLines({ target, by: 'me', note: '', flag })
            if (done.state === 'done') model.take(done.mendId, 'dismiss', lines)
          }
          expectBalance(db)
          const stored = db.prepare('SELECT status FROM bad_lines ORDER BY id').pluck().all()
          expect(stored).toEqual(model.all.map((line) => model.status(line)))
        }
      }),
      { numRuns: fuzzed(40) },
    )
  })

  it('is forgotten with the rows when a file starts over', () => {
    const { db, writer, fileId } = oneFile()
    const flag = new SharedArrayBuffer(8)
    writer.applyMend({
      mend: { kind: 'edit', by: 'me', note: '', rule: null },
      batches: [batchOf(fileId, [5, 6])],
      text: 'x',
      from: ['open'],
      flag,
    })
    writer.fail({ fileId, code: 'crashed', message: '' })
    writer.requeue({ fileId, identity: { ...identity, inode: '9' } })
    // Its rows are still there, but they are not its own any more.
    const late = writer.applyMend({
      mend: { kind: 'edit', by: 'me', note: '', rule: null },
      batches: [batchOf(fileId, [7])],
      text: 'x',
      from: ['open'],
      flag,
    })
    expect(late).toMatchObject({ mendId: null, lines: 0 })
    expect(writer.undoMend({ mendId: 1, by: 'me', flag })).toMatchObject({ lines: 0 })
    while (writer.resumePoint({ fileId }).more);
    expectBalance(db)
    for (const table of ['bad_lines', 'fault_counts', 'fault_blocks', 'mended_lines']) {
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
    }
    // What was done stays in the history.
    expect(db.prepare('SELECT sum(lines) FROM mended_parts').pluck().get()).toBe(2)
  })
})
