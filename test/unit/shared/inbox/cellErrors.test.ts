import { expect, it } from 'vitest'
import { cellReason, firstCellWords } from '../../../../src/shared/inbox/cellErrorWords'

const keeps = '; the kind "word" keeps it'

it.each([
  ['007', `a number with a leading zero${keeps}`],
  ['"007"', `a number with a leading zero${keeps}`],
  ['+7,5', `a number with a plus sign${keeps}`],
  [
    '18446744073709551615',
    `a whole number beyond 2^53, which no 64-bit number holds exactly${keeps}`,
  ],
  ['0x1F', 'wrong kind of value'],
  ['{"a":7}', 'wrong kind of value'],
])('a cell that says %s is told by %s', (raw, reason) => {
  expect(cellReason('wrong_type', raw)).toBe(reason)
})

it('the first cell is shown where its text is kept', () => {
  const cells = { channel: 'v', code: 'out_of_range', count: 2, firstLine: 7 } as const
  expect(firstCellWords({ ...cells, firstRaw: '007' })).toBe(': "007" (out of range)')
  expect(firstCellWords({ ...cells, firstRaw: '"181"' })).toBe(': "181" (out of range)')
  expect(firstCellWords({ ...cells, firstRaw: null })).toBe(' (out of range)')
})
