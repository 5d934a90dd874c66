import { comparedValue } from '#shared/telemetry/numberText'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import { cellReaders, type CellReader } from '../../../record/cells/cellReader'
import type { Slots } from '../slots'
import type { FastColumn, FastFields } from './fastFields'

/** What is done with a value of a line. */
export type Plan =
  | {
      readonly kind: 'number' | 'state'
      readonly column: number
      readonly fast: FastColumn
      readonly read: CellReader
    }
  | {
      readonly kind: 'word'
      readonly word: number
      readonly isRequired: boolean
      readonly read: CellReader
    }
  | { readonly kind: 'time' | 'ignored' }
  /** One of the texts that the time is read from, by its place among them. */
  | { readonly kind: 'timeText'; readonly part: number }
  /** What says of which kind a record is; those of other kinds are for the exact way. */
  | { readonly kind: 'only'; readonly isMeant: (text: string) => boolean }
  | { readonly kind: 'unknown'; readonly name: string }
  /** No value, but the key of one. */
  | { readonly kind: 'key' }

/** What is done with each value that a type reads, by the slot that it comes from. */
export function fieldPlans(
  definition: Definition,
  slots: Slots<unknown>,
  { timeOfTexts, columns, words }: FastFields,
): { readonly slot: number; readonly plan: Plan }[] {
  const readers = cellReaders(definition)
  const readerOf = (channel: number): CellReader => {
    const read = readers[channel]
    if (read === undefined) throw new Error(`there is no channel ${channel}`)
    return read
  }
  const slotOf = (channel: number): number => slots.channels[channel] ?? -1
  const times = slots.time.map((slot, part): { slot: number; plan: Plan } => ({
    slot,
    plan: timeOfTexts === null ? { kind: 'time' } : { kind: 'timeText', part },
  }))
  const { only, file } = definition
  const decimal = decimalOf(file)
  const wanted = new Set(only?.is.map((value) => comparedValue(value, decimal)))
  const isMeant = (text: string): boolean => wanted.has(comparedValue(text, decimal))
  const kind =
    slots.only === null ? [] : [{ slot: slots.only, plan: { kind: 'only', isMeant } as const }]
  return [
    ...times,
    ...kind,
    ...columns.map((fast, column): { slot: number; plan: Plan } => ({
      slot: slotOf(fast.channel),
      plan: {
        kind: fast.isState ? 'state' : 'number',
        column,
        fast,
        read: readerOf(fast.channel),
      },
    })),
    ...words.map(({ channel, word, isRequired }): { slot: number; plan: Plan } => ({
      slot: slotOf(channel),
      plan: { kind: 'word', word, isRequired, read: readerOf(channel) },
    })),
  ]
}
