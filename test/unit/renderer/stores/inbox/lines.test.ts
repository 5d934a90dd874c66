import { beforeEach, describe, expect, it } from 'vitest'
import { openLines } from '../../../../../src/renderer/stores/inbox/filter'
import {
  chosenLine,
  keptBefore,
  linesState,
  nextOpen,
  type LinesOf,
} from '../../../../../src/renderer/stores/inbox/lines'
import { rowAt } from '../../../../../src/renderer/stores/paging/loadedRows'
import { inboxLine } from '../../inboxLine'

const of: LinesOf = { kind: 'filter', filter: openLines }
const numbers = [2, 4, 6, 8, 10]

/** What the station lists: the given lines, all of them on one page. */
function receive(lines: readonly number[]): boolean {
  const { kept, actions } = linesState()
  return actions.pageReceived(
    { of, page: 0, kept },
    lines.length,
    lines.map((line) => inboxLine(line)),
  )
}

function listed(): (number | undefined)[] {
  const { list } = linesState()
  return Array.from({ length: list.total ?? 0 }, (_, i) => rowAt(list, i)?.line)
}

beforeEach(() => {
  linesState().actions.listOpened(of)
  receive(numbers)
})

describe('a list of open lines', () => {
  it('chooses its first line', () => {
    expect(chosenLine(linesState())?.line).toBe(2)
  })

  it('keeps a mended line in its place while the station no longer lists it', () => {
    const { lineChosen, lineKept } = linesState().actions
    lineChosen(2)
    lineKept(inboxLine(6, 'fixed'))
    expect(rowAt(linesState().list, 2)?.status).toBe('fixed')
    expect(receive([2, 4, 8, 10])).toBe(true)
    expect(listed()).toEqual(numbers)
    expect(keptBefore(linesState().kept, 2)).toBe(0)
    expect(keptBefore(linesState().kept, 3)).toBe(1)
  })

  it('lists it from the station again once it was taken back', () => {
    linesState().actions.lineChosen(2)
    linesState().actions.lineKept(inboxLine(6, 'fixed'))
    receive([2, 4, 8, 10])
    linesState().actions.lineReturned({ fileId: 1, line: 6 })
    receive(numbers)
    expect(listed()).toEqual(numbers)
    expect(rowAt(linesState().list, 2)?.status).toBe('open')
  })

  it('takes an answer that was asked for before a line was kept for out of date', () => {
    const { kept, actions } = linesState()
    actions.lineChosen(0)
    actions.lineKept(inboxLine(2, 'fixed'))
    const late = actions.pageReceived(
      { of, page: 0, kept },
      5,
      numbers.map((n) => inboxLine(n)),
    )
    expect(late).toBe(false)
  })

  it('gives up the places of kept lines when others were taken from the list meanwhile', () => {
    const { lineChosen, lineKept } = linesState().actions
    lineChosen(0)
    lineKept(inboxLine(2, 'fixed'))
    lineChosen(3)
    expect(receive([6, 8, 10])).toBe(false)
    expect(linesState().kept.size).toBe(0)
    receive([6, 8, 10])
    expect(listed()).toEqual([6, 8, 10])
  })

  it('leaves an answer for another list alone', () => {
    const { kept, actions } = linesState()
    actions.listOpened({ kind: 'hits', job: 'a' })
    expect(actions.pageReceived({ of, page: 0, kept }, 1, [inboxLine(99)])).toBe(true)
    expect(linesState().list.total).toBeNull()
  })

  it('finds the next open line after a place', () => {
    linesState().actions.lineChosen(1)
    linesState().actions.lineKept(inboxLine(4, 'fixed'))
    expect(nextOpen(linesState().list, 0)).toBe(2)
    expect(nextOpen(linesState().list, 4)).toBeNull()
  })
})
