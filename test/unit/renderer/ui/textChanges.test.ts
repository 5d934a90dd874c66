import { describe, expect, it } from 'vitest'
import { textChanges } from '../../../../src/renderer/ui/diff/textChanges'

/** What is marked on each side. */
function marked(before: string, after: string): [string[], string[]] {
  const { gone, added } = textChanges(before, after)
  return [
    gone.map(({ start, end }) => before.slice(start, end)),
    added.map(({ start, end }) => after.slice(start, end)),
  ]
}

describe('what changed between two texts', () => {
  it('marks whole words, never half of one', () => {
    expect(marked('{"vel":8000}', '{"velocity":8000}')).toEqual([['vel'], ['velocity']])
  })

  it('marks what is only gone or only new', () => {
    expect(marked('{"a":1,"b":2}', '{"a":1}')).toEqual([[',"b":2'], []])
    expect(marked('{"a":1}', '{"a":1,"b":2}')).toEqual([[], [',"b":2']])
  })

  it('leaves what lies between two changes unmarked', () => {
    expect(marked('{"a":1,"keep":0,"b":2}', '{"x":1,"keep":0,"y":2}')).toEqual([
      ['a', 'b'],
      ['x', 'y'],
    ])
  })

  it('marks nothing of equal texts', () => {
    expect(marked('same', 'same')).toEqual([[], []])
  })

  it('marks a long stretch as a whole where comparing it would take too long', () => {
    const before = Array.from({ length: 900 }, (_, i) => `a${i}`).join(' ')
    const after = Array.from({ length: 900 }, (_, i) => `b${i}`).join(' ')
    const [gone, added] = marked(before, after)
    expect(gone).toEqual([before])
    expect(added).toEqual([after])
  })
})
