import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendMember,
  lastOf,
  membersOf,
  removeMembers,
} from '../../../src/shared/formats/ndjson/objectText'

/** Values by key as the spans say; of a repeated key the last. */
function bySpans(text: string): Record<string, unknown> | null {
  const members = membersOf(text)
  if (members === null) return null
  return Object.fromEntries(
    members.map(({ key, valueStart, valueEnd }) => [
      key,
      JSON.parse(text.slice(valueStart, valueEnd)),
    ]),
  )
}

const anyObject = fc.dictionary(
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ stringUnit: 'binary' }),
  { noNullPrototype: true },
)
const spaces = fc.constantFrom(undefined, 0, 1, '\t')

describe('membersOf', () => {
  it('finds the keys and values of any object, however it is spaced', () => {
    fc.assert(
      fc.property(anyObject, spaces, (object, space) => {
        const text = ` ${JSON.stringify(object, null, space)} `
        expect(bySpans(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each(['[]', '1', '"a"', 'null', '', '{', '{"a":1,}', '{a:1}'])('finds none in %s', (text) => {
    expect(membersOf(text)).toBeNull()
  })

  it('finds repeated keys each time', () => {
    const members = membersOf('{"a":1,"b":[{"a":2}],"a":"}"}') ?? []
    expect(members.map(({ key }) => key)).toEqual(['a', 'b', 'a'])
    expect(lastOf(members, 'a')).toBe(members[2])
    expect(lastOf(members, 'c')).toBeNull()
  })
})

describe('removeMembers', () => {
  it.each([
    ['{"a":1,"b":2,"c":3}', 'a', '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"c":3}', 'b', '{"a":1,"c":3}'],
    ['{"a":1,"b":2,"c":3}', 'c', '{"a":1,"b":2}'],
    ['{ "a" : 1 }', 'a', '{  }'],
    ['{ "a": 1, "b": 2 }', 'b', '{ "a": 1 }'],
    ['{"a":1,"a":2,"b":3,"a":4,"c":5,"a":6}', 'a', '{"b":3,"c":5}'],
    ['{"a":1}', 'b', '{"a":1}'],
  ])('%s without %s is %s', (text, key, rest) => {
    expect(removeMembers(text, membersOf(text) ?? [], key)).toBe(rest)
  })
})

describe('appendMember', () => {
  it.each([
    ['{}', '{"k":7}'],
    ['{"a":1}', '{"a":1,"k":7}'],
    ['{ "a": 1 }', '{ "a": 1,"k":7 }'],
  ])('makes of %s %s', (text, wanted) => {
    expect(appendMember(text, membersOf(text) ?? [], 'k', '7')).toBe(wanted)
  })
})
