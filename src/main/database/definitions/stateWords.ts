import type { Channel } from '#shared/telemetry/channel'
import { comparedValue } from '#shared/telemetry/numberText'
import type { Column } from '../../record/layout'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import type { StoredColumn } from './layouts'
import { sqlText } from './sqlText'

/** The words of a channel's states, by what their values are compared by. */
function listedWords(channel: Channel | undefined): ReadonlyMap<string | number, string> {
  if (channel?.kind !== 'state') return new Map()
  return new Map(channel.states.map(({ value, word }) => [comparedValue(value, '.'), word]))
}

/** SQL of what a state's column is called as `channel` says it; NULL where it has no value. */
export function stateWordSql(
  { column, values }: StoredColumn,
  channel: Channel | undefined,
): string {
  const listed = listedWords(channel)
  if (values === null) {
    const cases = [...listed].flatMap(([value, word]) =>
      typeof value === 'number' ? [`WHEN ${value} THEN ${sqlText(word)}`] : [],
    )
    const text = numberText(column)
    return cases.length === 0 ? text : `CASE ${column} ${cases.join(' ')} ELSE ${text} END`
  }
  return placed(column, values, (value) => listed.get(comparedValue(value, '.')) ?? String(value))
}

/** SQL of a state as the file says it. */
export function stateRawSql({ column, values }: StoredColumn): string {
  return values === null ? column : placed(column, values, String)
}

function placed(
  column: string,
  values: readonly (string | number)[],
  say: (value: string | number) => string,
): string {
  const cases = values.map((value, place) => `WHEN ${place} THEN ${sqlText(say(value))}`)
  return `CASE ${column} ${cases.join(' ')} END`
}

/** A stored double as people write it: 5, not 5.0. */
function numberText(column: string): string {
  return `CASE WHEN ${column} = CAST(${column} AS INTEGER)
    THEN CAST(CAST(${column} AS INTEGER) AS TEXT) ELSE CAST(${column} AS TEXT) END`
}

const selectNumberText = perConnection((db: ReadDb) =>
  db
    .prepare<[number], string>(
      `SELECT ${numberText('value')} FROM (SELECT CAST(? AS REAL) AS value)`,
    )
    .pluck(),
)

/** So many different numbers are remembered; a state has few. */
const MOST_KNOWN = 1000

/** Says what a state's numbers are called, with the words that the SQL has. */
export class StateWords {
  readonly #db: ReadDb
  readonly #values: Column['values']
  readonly #listed: ReadonlyMap<string | number, string>
  readonly #known = new Map<number, string | null>()

  constructor(db: ReadDb, { values }: Column, channel: Channel | undefined) {
    this.#db = db
    this.#values = values
    this.#listed = listedWords(channel)
  }

  /** Null for a number that stands for nothing. */
  wordOf(number: number): string | null {
    const known = this.#known.get(number)
    if (known !== undefined) return known
    const word = this.#find(number)
    if (this.#known.size === MOST_KNOWN) this.#known.clear()
    this.#known.set(number, word)
    return word
  }

  #find(number: number): string | null {
    if (this.#values === null) {
      return this.#listed.get(number) ?? selectNumberText(this.#db).get(number) ?? null
    }
    const value = this.#values[number]
    if (value === undefined) return null
    return this.#listed.get(comparedValue(value, '.')) ?? String(value)
  }
}
