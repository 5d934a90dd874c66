import type { LineCode, LineIssue } from '#shared/codes'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

/** One kind of fault: a list of issues that many lines share. */
export interface Fault {
  readonly faultId: number
  /** The first issue's. */
  readonly code: LineCode
  readonly issues: LineIssue[]
  /** The issues' paths, each once. */
  readonly fields: readonly string[]
}

const selectSince = perConnection((db: ReadDb) =>
  db.prepare<[number], { id: number; issues: string }>(
    'SELECT id, issues FROM faults WHERE id > ? ORDER BY id',
  ),
)

/** All faults of a database. They only ever grow in number, so each is read once. */
class FaultBook {
  readonly #db: ReadDb
  readonly #faults = new Map<number, Fault>()
  #last = 0

  constructor(db: ReadDb) {
    this.#db = db
  }

  all(): ReadonlyMap<number, Fault> {
    for (const { id, issues: text } of selectSince(this.#db).all(this.#last)) {
      const issues: [LineIssue, ...LineIssue[]] = JSON.parse(text)
      const fields = [...new Set(issues.map(({ path }) => path))]
      this.#faults.set(id, { faultId: id, code: issues[0].code, issues, fields })
      this.#last = id
    }
    return this.#faults
  }

  /** Throws when there is no such fault. */
  get(faultId: number): Fault {
    const fault = this.#faults.get(faultId) ?? this.all().get(faultId)
    if (fault === undefined) throw new Error(`there is no kind of fault ${faultId}`)
    return fault
  }
}

export const faultsOf = perConnection((db: ReadDb) => new FaultBook(db))
