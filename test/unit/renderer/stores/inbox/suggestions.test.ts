import { describe, expect, it } from 'vitest'
import type { LineIssue } from '../../../../../src/shared/codes'
import type { LineField, LineFields } from '../../../../../src/shared/inbox/fields'
import { DelimitedFile } from '#shared/formats/delimited/file'
import { jsonLines } from '../../../../../src/shared/formats/formats'
import type { LineFormat } from '../../../../../src/shared/formats/lineFormat'
import {
  firstSteps,
  keysOfLines,
  suggestRules,
  type SuspectLine,
} from '../../../../../src/renderer/stores/inbox/suggestions'

const bytes = new TextEncoder()

function channel(name: string, otherKeys: string[] = [], kind: LineField['kind'] = 'number') {
  return { name, label: name, unit: '', kind, key: name, otherKeys }
}

/** Of jackal_mk1, beside which a station knows jackal_mk2. */
const fields: LineFields = {
  time: { keys: ['timestamp'], isTimestamp: true, otherKeys: ['ts'] },
  channels: [
    channel('velocity', ['vel']),
    channel('altitude', ['alt']),
    channel('latitude', ['lat']),
    channel('longitude', ['long']),
    channel('instrument1', [], 'word'),
    channel('instrument2', [], 'word'),
  ],
}

const stepsFor = (line: SuspectLine) => firstSteps(line, fields).map(({ step }) => step)

function suspect(
  text: string,
  issues: readonly Omit<LineIssue, 'message'>[],
  format: LineFormat = jsonLines,
): SuspectLine {
  const raw = bytes.encode(text)
  return {
    issues: issues.map((issue) => ({ ...issue, message: '' })),
    raw,
    rawBytes: raw.length,
    format,
  }
}

const missing = { path: 'velocity', code: 'missing_field' } as const

describe('rules that may mend a line', () => {
  it('rename an unknown key that is like the missing one, the likeliest first', () => {
    const line = suspect('{"note":1,"Velocity":2,"vel":3,"altitude":4}', [missing])
    expect(suggestRules(line, fields)).toEqual([
      { steps: [{ do: 'rename', from: 'Velocity', to: 'velocity' }] },
      { steps: [{ do: 'rename', from: 'vel', to: 'velocity' }] },
    ])
  })

  it('never take a key that the type knows, nor make a value up', () => {
    expect(suggestRules(suspect('{"altitude":4,"note":1}', [missing]), fields)).toEqual([])
    const empty = suspect('{"velocity":"","vel":1}', [missing])
    expect(suggestRules(empty, fields)).toEqual([])
  })

  it('rewrite a timestamp that counts since 1970 in the unit that fits', () => {
    const issue = { path: 'timestamp', code: 'wrong_type' } as const
    const asOf = (value: number) =>
      suggestRules(suspect(`{"timestamp":${value}}`, [issue]), fields)[0]?.steps[0]
    expect(asOf(1_795_413_876)).toMatchObject({ as: 'seconds_to_timestamp' })
    expect(asOf(1_795_413_876_123)).toMatchObject({ as: 'milliseconds_to_timestamp' })
    expect(asOf(1_795_413_876_123_456)).toMatchObject({ as: 'microseconds_to_timestamp' })
    expect(asOf(17)).toBeUndefined()
  })

  it('take a text for a number only where it reads like one', () => {
    const issue = { path: 'latitude', code: 'wrong_type' } as const
    expect(suggestRules(suspect('{"latitude":"north"}', [issue]), fields)).toEqual([])
    expect(firstSteps(suspect('{"latitude":"north"}', [issue]), fields)).toEqual([
      { step: { do: 'replace', key: 'latitude', value: 'north', with: '' }, sure: false },
    ])
  })

  it('take every issue of a line together', () => {
    const line = suspect('{"vel":1,"latitude":"48,1"}', [
      missing,
      { path: 'latitude', code: 'wrong_type' },
    ])
    expect(suggestRules(line, fields)[0]?.steps).toEqual([
      { do: 'rename', from: 'vel', to: 'velocity' },
      { do: 'convert', key: 'latitude', as: 'text_to_number' },
    ])
    const half = suspect('{"vel":1,"latitude":91}', [
      missing,
      { path: 'latitude', code: 'out_of_range' },
    ])
    expect(suggestRules(half, fields)).toEqual([])
  })

  it('put right what other programs take for JSON', () => {
    const issue = { path: '', code: 'invalid_json' } as const
    expect(suggestRules(suspect('{"a":1},', [issue]), fields)[0]?.steps).toEqual([
      { do: 'replace_text', text: '},', with: '}' },
    ])
    expect(suggestRules(suspect('{"a":1, }', [issue]), fields)[0]?.steps).toEqual([
      { do: 'replace_text', text: ', }', with: '}' },
    ])
    expect(suggestRules(suspect("{'a':1}", [issue]), fields)[0]?.steps).toEqual([
      { do: 'replace_text', text: "'", with: '"' },
    ])
    expect(suggestRules(suspect('{"a":1', [issue]), fields)).toEqual([])
  })
})

describe('the first steps of a rule', () => {
  it('are a good guess, else a step to be filled in', () => {
    expect(stepsFor(suspect('{"vel":1}', [missing]))).toEqual([
      { do: 'rename', from: 'vel', to: 'velocity' },
    ])
    expect(stepsFor(suspect('{}', [missing]))).toEqual([{ do: 'set', key: 'velocity', value: '' }])
    const status = { path: 'instrument1', code: 'wrong_type' } as const
    expect(stepsFor(suspect('{"instrument1":null}', [status]))).toEqual([
      { do: 'replace', key: 'instrument1', value: null, with: '' },
    ])
    expect(stepsFor(suspect('{"instrument1":1}', [status]))).toEqual([
      { do: 'convert', key: 'instrument1', as: 'number_to_text' },
    ])
    const range = { path: 'latitude', code: 'out_of_range' } as const
    expect(stepsFor(suspect('{"latitude":481000000}', [range]))).toMatchObject([
      { do: 'scale', key: 'latitude' },
    ])
    expect(stepsFor(suspect('[1]', [{ path: '', code: 'not_an_object' }]))).toHaveLength(1)
  })

  it('tell steps that wait for a value from those that make nothing up', () => {
    const range = { path: 'latitude', code: 'out_of_range' } as const
    expect(firstSteps(suspect('{"vel":1,"latitude":481}', [missing, range]), fields)).toMatchObject(
      [
        { step: { do: 'rename' }, sure: true },
        { step: { do: 'scale' }, sure: false },
      ],
    )
  })

  it('offer the keys that the lines carry', () => {
    const lines = [suspect('{"a":1,"b":2}', []), suspect('{"b":1,"c":2', [])]
    expect(keysOfLines(lines)).toEqual(['a', 'b', 'c'])
  })
})

describe('rules for a table', () => {
  const table: LineFormat = {
    file: DelimitedFile.parse({ kind: 'delimited', delimiter: ';', decimal: ',' }),
    columns: ['timestamp', 'velocity', '', 'vel'],
  }

  it('rewrite a cell, and rename no column', () => {
    const wrong = [{ path: 'velocity', code: 'wrong_type' } as const]
    expect(suggestRules(suspect('t;48.1;;', wrong, table), fields)).toEqual([
      { steps: [{ do: 'convert', key: 'velocity', as: 'text_to_number' }] },
    ])
    expect(suggestRules(suspect('t;;;5', [missing], table), fields)).toEqual([])
    expect(firstSteps(suspect('t;;;5', [missing], table), fields)).toEqual([
      { step: { do: 'set', key: 'velocity', value: '' }, sure: false },
    ])
  })

  it('name every column', () => {
    const line = suspect('t;1;2;3', [], table)
    expect(keysOfLines([line])).toEqual(['timestamp', 'velocity', 'column 3', 'vel'])
  })
})
