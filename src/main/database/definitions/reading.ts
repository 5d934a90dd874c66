import type { Channel, Role } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { layoutOf } from './layoutOf'
import type { Layout, StoredColumn } from './layouts'
import { presentDefinition } from './revisions'
import { scaledSql, type Scaling } from './scaling'
import { StateWords } from './stateWords'

/** A number that a package's records have. */
export interface ShownNumber {
  readonly name: string
  /** Its place among the columns of the layout, and so in a rollup. */
  readonly place: number
  readonly column: string
  readonly scaling: Scaling
}

/** A state that a package's records have. */
export interface ShownState {
  readonly name: string
  readonly place: number
  readonly column: string
  readonly words: StateWords
}

const AS_STORED: Scaling = {}

/**
 * How the records of a package are read now: what is stored has its place by the layout that it was
 * read to, and its factor, its words and its role by the latest revision of its type that has it, as
 * the public views do.
 */
export class Reading {
  readonly layout: Layout
  /** How the type is read now; null of a package that was never begun, which has no records. */
  readonly present: Definition | null
  /** By the layout. */
  readonly numbers: readonly ShownNumber[]
  readonly states: readonly ShownState[]
  /** The names of what is said in words, in the definition's order. */
  readonly wordNames: readonly string[]
  readonly #numbers: ReadonlyMap<string, ShownNumber>

  constructor(db: ReadDb, layout: Layout, present: Definition | null) {
    this.layout = layout
    this.present = present
    const channels = new Map((present?.channels ?? []).map((channel) => [channel.name, channel]))
    const columns = [...layout.columns.entries()]
    this.numbers = columns.flatMap(([place, column]) =>
      column.kind === 'number' ? [shownNumber(place, column, channels.get(column.name))] : [],
    )
    this.states = columns.flatMap(([place, column]) => {
      const { name, kind } = column
      if (kind !== 'state') return []
      const words = new StateWords(db, column, channels.get(name))
      return [{ name, place, column: column.column, words }]
    })
    this.#numbers = new Map(this.numbers.map((number) => [number.name, number]))
    const named = [...channels.values()].flatMap(({ name, kind }) =>
      kind === 'number' ? [] : [name],
    )
    this.wordNames = [...new Set([...named, ...this.states.map(({ name }) => name)])]
  }

  /** Undefined where the package's records have no such number. */
  number(name: string): ShownNumber | undefined {
    return this.#numbers.get(name)
  }

  /** The name of the number that has a role; undefined where none has it. */
  role(role: Role): string | undefined {
    return this.present?.channels.find((one) => one.kind === 'number' && one.role === role)?.name
  }

  /** SQL of a number as it is shown; NULL where the records have no such number. */
  numberSql(name: string | undefined): string {
    const number = name === undefined ? undefined : this.number(name)
    return number === undefined ? 'NULL' : scaledSql(number.column, number.scaling)
  }

  /**
   * What a record says in words, by name in the definition's order: the words of its states, and its
   * texts, which have what no column could hold.
   *
   * @param states what its columns of states hold, in the order of `states`
   */
  words(
    texts: ReadonlyMap<string, string>,
    states: readonly (number | null)[],
  ): ReadonlyMap<string, string> {
    if (this.states.length === 0) return texts
    const found = new Map<string, string>()
    for (const [k, { name, words }] of this.states.entries()) {
      const value = states[k] ?? null
      const word = value === null ? null : words.wordOf(value)
      if (word !== null) found.set(name, word)
    }
    for (const [name, text] of texts) found.set(name, text)
    const ordered = new Map<string, string>()
    for (const name of [...this.wordNames, ...found.keys()]) {
      const word = found.get(name)
      if (word !== undefined) ordered.set(name, word)
    }
    return ordered
  }
}

function shownNumber(
  place: number,
  { name, column }: StoredColumn,
  channel: Channel | undefined,
): ShownNumber {
  return { name, place, column, scaling: channel?.kind === 'number' ? channel : AS_STORED }
}

const selectLatest = perConnection((db: ReadDb) =>
  db.prepare<[number], { readonly type: string; readonly latestId: number }>(
    `SELECT type, (SELECT id FROM definitions AS latest WHERE latest.type = own.type
         ORDER BY revision DESC LIMIT 1) AS latestId
       FROM definitions AS own
       WHERE own.id = (SELECT definition_id FROM files WHERE files.id = ?)`,
  ),
)

const known = perConnection<ReadDb, Map<string, Reading>>(() => new Map())

/** How a package's records are read now. */
export function readingOf(db: ReadDb, fileId: number): Reading {
  const latest = selectLatest(db).get(fileId) ?? null
  const layout = layoutOf(db, fileId)
  // Neither a layout nor a revision ever changes.
  const key = `${layout.id} ${latest?.latestId ?? 0}`
  const readings = known(db)
  const before = readings.get(key)
  if (before !== undefined) return before
  const present = latest === null ? null : presentDefinition(db, latest.type)
  const reading = new Reading(db, layout, present)
  readings.set(key, reading)
  return reading
}
