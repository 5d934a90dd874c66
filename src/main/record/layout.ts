import type { Channel, StateChannel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import { isNumbered } from '#shared/telemetry/states'

/** A channel that has a column of doubles in a type's records. */
export interface Column {
  readonly name: string
  readonly kind: 'number' | 'state'
  /**
   * What the column's 0, 1, 2 and so on stand for; null where its numbers are themselves what the
   * file says, as they are for numbers, and for states that are all listed as numbers.
   */
  readonly values: readonly (string | number)[] | null
}

/**
 * The columns of a type's records, in the definition's order: every number and every state. What is
 * missing is NaN.
 */
export function columnsOf(definition: Definition): readonly Column[] {
  return columnChannels(definition).map((channel) => ({
    name: channel.name,
    kind: channel.kind,
    values: channel.kind === 'state' ? valuesOf(channel, definition) : null,
  }))
}

/** A column that holds states, by its place. */
export interface StateColumn {
  readonly name: string
  readonly place: number
}

export function stateColumnsOf(columns: readonly Column[]): readonly StateColumn[] {
  return [...columns.entries()].flatMap(([place, { name, kind }]) =>
    kind === 'state' ? [{ name, place }] : [],
  )
}

/**
 * The channels whose text may stand among a record's words, in the definition's order: every word,
 * and every state, of which those values do that its column can't hold.
 */
export function wordNamesOf(definition: Definition): readonly string[] {
  return definition.channels.filter(hasWords).map(({ name }) => name)
}

export function hasColumn(channel: Channel): boolean {
  return channel.kind !== 'word'
}

export function hasWords(channel: Channel): boolean {
  return channel.kind !== 'number'
}

function columnChannels({ channels }: Definition) {
  return channels.filter((channel) => channel.kind !== 'word')
}

function valuesOf(
  channel: StateChannel,
  { file }: Definition,
): readonly (string | number)[] | null {
  if (isNumbered(channel, decimalOf(file))) return null
  return channel.states.map(({ value }) => (typeof value === 'boolean' ? String(value) : value))
}
