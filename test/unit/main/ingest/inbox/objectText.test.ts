import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendMember,
  lastOf,
  membersOf,
  removeMember,
} from '../../../../../src/main/ingest/inbox/rules/objectText'

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

describe('removeMember', () => {
  it.each([
    ['{"a":1,"b":2,"c":3}', 'a', '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"c":3}', 'b', '{"a":1,"c":3}'],
    ['{"a":1,"b":2,"c":3}', 'c', '{"a":1,"b":2}'],
    ['{ "a" : 1 }', 'a', '{  }'],
    ['{ "a": 1, "b": 2 }', 'b', '{ "a": 1 }'],
  ])('%s without %s is %s', (text, key, rest) => {
    const members = membersOf(text) ?? []
    const member = lastOf(members, key)
    expect(member && removeMember(text, members, member)).toBe(rest)
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
