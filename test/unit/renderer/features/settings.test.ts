import { Settings } from '#shared/settings'
import { describe, expect, it } from 'vitest'
import {
  numberText,
  parseNumberText,
  type NumberRule,
} from '../../../../src/renderer/features/settings/numberText'
import * as rules from '../../../../src/renderer/features/settings/rules'

describe('parseNumberText', () => {
  it('takes a number in its unit', () => {
    expect(parseNumberText('2.5', rules.quietRule)).toEqual({ ok: true, value: 2500 })
    expect(parseNumberText(' 20,000 ', rules.linesPerWriteRule)).toEqual({
      ok: true,
      value: 20_000,
    })
  })

  it('takes nothing where nothing has a meaning', () => {
    expect(parseNumberText('', rules.linesPerSecondRule)).toEqual({ ok: true, value: null })
    expect(parseNumberText('', rules.quietRule)).toEqual({
      ok: false,
      reason: 'Give a number: 0.1 to 600 seconds.',
    })
  })

  it.each([
    ['99', 'It must be 1 to 16 files.'],
    ['-1', 'It must be 1 to 16 files.'],
    ['2.5', 'It must be a whole number, 1 to 16 files.'],
    ['two', '“two” is not a number. Give 1 to 16 files.'],
    ['1e1', '“1e1” is not a number. Give 1 to 16 files.'],
  ])('says why %s is refused', (text, reason) => {
    expect(parseNumberText(text, rules.filesAtOnceRule)).toEqual({ ok: false, reason })
  })

  it('shows what is stored so that it can be typed again', () => {
    expect(numberText(2500, rules.quietRule)).toBe('2.5')
    expect(numberText(20_000, rules.linesPerWriteRule)).toBe('20,000')
    expect(numberText(null, rules.linesPerSecondRule)).toBe('')
  })
})

describe('the rules', () => {
  const named: [keyof typeof Settings.shape, NumberRule][] = [
    ['quietMs', rules.quietRule],
    ['graceMs', rules.graceRule],
    ['filesAtOnce', rules.filesAtOnceRule],
    ['linesPerWrite', rules.linesPerWriteRule],
    ['pauseBetweenWritesMs', rules.pauseRule],
    ['linesPerSecond', rules.linesPerSecondRule],
  ]
  it.each(named)('have the bounds of the contract: %s', (key, rule) => {
    const schema = Settings.shape[key]
    expect(schema.safeParse(rule.min).success).toBe(true)
    expect(schema.safeParse(rule.max).success).toBe(true)
    expect(schema.safeParse(rule.min - 1).success).toBe(false)
    expect(schema.safeParse(rule.max + 1).success).toBe(false)
    expect(schema.safeParse(null).success).toBe(rule.empty !== undefined)
  })
})
