import { describe, expect, it } from 'vitest'
import type { RuleStep } from '../../../../../src/shared/inbox/rules'
import {
  draftOf,
  emptyStep,
  kindWord,
  plainOf,
  ruleOf,
  typedText,
} from '../../../../../src/renderer/stores/inbox/ruleDraft'
import { ruleWords, stepWords } from '../../../../../src/renderer/stores/inbox/ruleWords'

const steps: readonly RuleStep[] = [
  { do: 'rename', from: 'vel', to: 'velocity' },
  { do: 'set', key: 'instrument1', value: 'unknown' },
  { do: 'replace', key: 'instrument1', value: null, with: 'off' },
  { do: 'replace_text', text: "'", with: '"' },
  { do: 'convert', key: 'ts', as: 'seconds_to_timestamp' },
  { do: 'scale', key: 'latitude', by: 1e-7 },
  { do: 'drop', key: 'debug' },
]

describe('the form of a rule', () => {
  it('gives back every rule that it was filled with', () => {
    expect(ruleOf(steps.map(draftOf))).toEqual({ steps })
  })

  it('makes no rule of a step that is not finished', () => {
    expect(ruleOf([])).toBeNull()
    expect(ruleOf([emptyStep('rename', 'vel')])).toBeNull()
    expect(ruleOf([{ ...emptyStep('scale', 'altitude'), by: 'twice' }])).toBeNull()
    expect(ruleOf([emptyStep('scale', 'altitude')])).toBeNull()
  })

  it('reads a typed value as JSON where it is some, else as text', () => {
    expect(plainOf('12.5')).toBe(12.5)
    expect(plainOf('"12.5"')).toBe('12.5')
    expect(plainOf('null')).toBeNull()
    expect(plainOf('true')).toBe(true)
    expect(plainOf('ok')).toBe('ok')
    expect(plainOf('')).toBe('')
    expect(plainOf('[1]')).toBe('[1]')
    expect(kindWord('12')).toBe('number')
    expect(kindWord('"12"')).toBe('text')
  })

  it('writes a text that would read as something else in quotation marks', () => {
    expect(typedText('ok')).toBe('ok')
    expect(typedText('12')).toBe('"12"')
    expect(typedText(12)).toBe('12')
  })
})

describe('a rule in words', () => {
  it('says each step, texts and numbers told apart', () => {
    expect(steps.map(stepWords)).toEqual([
      'Rename "vel" to "velocity"',
      'Set "instrument1" to "unknown"',
      'Replace null in "instrument1" with "off"',
      'Replace the text "\'" with "\\""',
      'Convert "ts" from seconds since 1970 to a timestamp',
      'Multiply "latitude" by 1e-7',
      'Drop "debug"',
    ])
  })

  it('strings steps together', () => {
    expect(
      ruleWords({
        steps: [
          { do: 'drop', key: 'x' },
          { do: 'rename', from: 'a', to: 'b' },
        ],
      }),
    ).toBe('Drop "x", then rename "a" to "b"')
  })
})
