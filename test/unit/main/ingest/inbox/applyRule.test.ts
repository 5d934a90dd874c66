import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rule, type RuleStep } from '#shared/inbox/rules'
import { jsonLines } from '#shared/formats/formats'
import { applyRule } from '../../../../../src/main/ingest/inbox/rules/applyRule'
import { processorTime } from '../../../../helpers/processorTime'

const once = (step: RuleStep, line: string) => applyRule({ steps: [step] }, line, jsonLines)

describe('one step', () => {
  it.each<[RuleStep, string, string]>([
    [{ do: 'rename', from: 'a', to: 'b' }, '{"a": 1.50,"x":2}', '{"b": 1.50,"x":2}'],
    [{ do: 'rename', from: 'a', to: 'b' }, '{"a":1,"x":2,"a":3}', '{"x":2,"b":3}'],
    [{ do: 'rename', from: 'a', to: '"' }, '{"a":1}', '{"\\"":1}'],
    [{ do: 'rename', from: 'ä', to: 'a' }, '{"\\u00e4":1}', '{"a":1}'],
    [{ do: 'set', key: 'a', value: 'ok' }, '{"a":null}', '{"a":"ok"}'],
    [{ do: 'set', key: 'a', value: null }, '{}', '{"a":null}'],
    [{ do: 'set', key: 'a', value: 0.1 }, '{"x":1e999}', '{"x":1e999,"a":0.1}'],
    [{ do: 'replace', key: 'a', value: -999, with: 0 }, '{"a":-999.0}', '{"a":0}'],
    [{ do: 'replace', key: 'a', value: 'n/a', with: 'off' }, '{"a":"n/a"}', '{"a":"off"}'],
    [{ do: 'replace_text', text: 'NaN', with: '0' }, '{"a":NaN,"b":NaN}', '{"a":0,"b":0}'],
    [{ do: 'replace_text', text: '.', with: '$&' }, 'a.b', 'a$&b'],
    [{ do: 'convert', key: 'a', as: 'text_to_number' }, '{"a":"7,5"}', '{"a":7.5}'],
    [{ do: 'scale', key: 'a', by: 1000 }, '{"a":7.5}', '{"a":7500}'],
    [{ do: 'scale', key: 'a', by: 2 }, '{"a":"7.5"}', '{"a":15}'],
    [{ do: 'drop', key: 'a' }, '{"a":1,"b":2,"a":3}', '{"b":2}'],
    [{ do: 'drop', key: 'a' }, '{ "a":1 , "b":2 , "a":3, "c":4 }', '{ "b":2, "c":4 }'],
    [{ do: 'drop', key: 'a' }, '{ "a":1, "a":2 }', '{  }'],
  ])('%j makes of %s %s', (step, line, wanted) => {
    expect(once(step, line)).toEqual({ text: wanted, reason: null })
  })

  it.each<[RuleStep, string, string]>([
    [{ do: 'rename', from: 'a', to: 'b' }, '{"x":1}', '"a" is not in it'],
    [{ do: 'rename', from: 'a', to: 'b' }, '{"a":1,"b":2}', '"b" is there already'],
    [{ do: 'rename', from: 'a', to: 'a' }, '{"a":1}', '"a" is there already'],
    [{ do: 'set', key: 'a', value: 'ok' }, '{"a":"ok"}', '"a" has this value already'],
    [{ do: 'replace', key: 'a', value: 1, with: 2 }, '{"a":"1"}', 'not one that this step changes'],
    [{ do: 'scale', key: 'a', by: 1e308 }, '{"a":1e10}', 'not one that this step changes'],
    [{ do: 'scale', key: 'a', by: 2 }, '{"a":1e999}', 'not one that this step changes'],
    [{ do: 'convert', key: 'b', as: 'text_to_number' }, '{"a":1}', '"b" is not in it'],
    [{ do: 'replace_text', text: 'x', with: 'y' }, '{"a":1}', '"x" is not in it'],
    [{ do: 'drop', key: 'a' }, '{"a":1', 'it is not a JSON object'],
    [{ do: 'drop', key: '__proto__' }, '{"a":1}', '"__proto__" is not in it'],
  ])('%j leaves %s: %s', (step, line, reason) => {
    const left = once(step, line)
    expect(left.text).toBeNull()
    expect(left.reason).toContain(reason)
  })
})

describe('a rule', () => {
  it('takes its steps one after the other', () => {
    const steps: RuleStep[] = [
      { do: 'replace_text', text: "'", with: '"' },
      { do: 'rename', from: 'vel', to: 'velocity' },
      { do: 'convert', key: 'velocity', as: 'text_to_number' },
      { do: 'scale', key: 'velocity', by: 1000 },
    ]
    expect(applyRule({ steps }, "{'vel':'8,02'}", jsonLines).text).toBe('{"velocity":8020}')
  })

  it('leaves a line alone in which one step finds nothing', () => {
    const steps: RuleStep[] = [
      { do: 'set', key: 'a', value: 1 },
      { do: 'drop', key: 'b' },
    ]
    expect(applyRule({ steps }, '{}', jsonLines)).toEqual({
      text: null,
      reason: '"b" is not in it',
    })
  })

  it('leaves a line alone that it would give back as it was', () => {
    const steps: RuleStep[] = [
      { do: 'rename', from: 'a', to: 'b' },
      { do: 'rename', from: 'b', to: 'a' },
    ]
    expect(applyRule({ steps }, '{"a":1}', jsonLines).reason).toBe('nothing in it would change')
  })

  it('never throws, whatever the line', () => {
    const step = fc.constantFrom<RuleStep>(
      { do: 'rename', from: 'a', to: 'b' },
      { do: 'set', key: 'a', value: 1 },
      { do: 'scale', key: 'a', by: 3 },
      { do: 'convert', key: 'a', as: 'utc_to_timestamp' },
      { do: 'drop', key: 'b' },
      { do: 'replace_text', text: '"', with: '' },
    )
    const line = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('{"a":1}', '{"a":"2023-12-26 09:34:27"}', '{"a":1,"a":"2","b":{}}'),
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), line, (steps, text) => {
        const { text: made, reason } = applyRule({ steps }, text, jsonLines)
        expect(made === null).toBe(reason !== null)
      }),
    )
  })

  it('says the same as the object, for what it leaves as for what it changes', () => {
    // JSON.stringify writes -0 as 0.
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)
    const value = fc.oneof(number, fc.string())
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value), (object) => {
        const { text } = once({ do: 'rename', from: 'a', to: 'd' }, JSON.stringify(object))
        const { a, ...rest } = object
        const wanted = a === undefined ? null : { ...rest, d: a }
        expect(text === null ? null : JSON.parse(text)).toEqual(wanted)
      }),
    )
  })
})

describe('a rule on a line that was made to hurt', () => {
  it('lets no line grow beyond what a line may be', () => {
    const steps: RuleStep[] = Array.from({ length: 20 }, () => ({
      do: 'replace_text',
      text: 'x',
      with: 'x'.repeat(1_000),
    }))
    const { text, reason } = applyRule({ steps }, 'x'.repeat(65_536), jsonLines)
    expect(text).toBeNull()
    expect(reason).toContain('too long')
  })

  it('drops a key that comes thousands of times at once', () => {
    const line = `{"b":1${',"a":1'.repeat(10_000)}}`
    const worked = processorTime()
    expect(once({ do: 'drop', key: 'a' }, line).text).toBe('{"b":1}')
    expect(worked()).toBeLessThan(1_000)
  })
})

describe('the definition of a rule', () => {
  it.each([
    { steps: [] },
    { steps: [{ do: 'rename', from: '', to: 'b' }] },
    { steps: [{ do: 'scale', key: 'a', by: Infinity }] },
    { steps: [{ do: 'set', key: 'a', value: {} }] },
    { steps: [{ do: 'eval', key: 'a' }] },
    { steps: [{ do: 'drop', key: 'a', more: 1 }] },
    { steps: Array.from({ length: 21 }, () => ({ do: 'drop', key: 'a' })) },
  ])('refuses %j', (rule) => {
    expect(Rule.safeParse(rule).success).toBe(false)
  })
})
