import { describe, expect, it } from 'vitest'
import { columnsOf, wordNamesOf } from '../../../../src/main/record/layout'
import { wordsText } from '../../../../src/main/record/wordsText'
import { definitionOf } from '../../../helpers/definitions'

const state = (name: string, ...values: (string | number | boolean)[]) => ({
  name,
  kind: 'state',
  states: values.map((value) => ({ value, word: `${value}` })),
})

const channels = [
  { name: 'fw', kind: 'word' },
  { name: 'volts', kind: 'number' },
  state('mode', 0, '1', 3),
  state('heater', 'off', true, 2),
  { name: 'note', kind: 'word' },
]
const definition = definitionOf({
  file: { kind: 'ndjson' },
  time: { form: 'rfc3339', from: 't' },
  channels: channels.map((channel) => ({ from: channel.name, ...channel })),
})

describe('a layout', () => {
  it('has a column for each number and state, in the order of the definition', () => {
    expect(columnsOf(definition)).toEqual([
      { name: 'volts', kind: 'number', values: null },
      { name: 'mode', kind: 'state', values: null },
      { name: 'heater', kind: 'state', values: ['off', 'true', 2] },
    ])
  })

  it('has words for each word and for states that a column can’t hold', () => {
    expect(wordNamesOf(definition)).toEqual(['fw', 'mode', 'heater', 'note'])
  })
})

describe('the text of words', () => {
  it('has the names in order, without those that say nothing', () => {
    expect(wordsText(['7', 'b', 'a'], ['x', null, '"'])).toBe(String.raw`{"7":"x","a":"\""}`)
    expect(wordsText(['a'], [null])).toBe('{}')
    expect(wordsText([], [])).toBe('{}')
  })
})
