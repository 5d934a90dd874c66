import { beforeEach, describe, expect, it } from 'vitest'
import {
  facetKeys,
  isFirstFilter,
  openLines,
} from '../../../../../src/renderer/stores/inbox/filter'
import { groupsState, placeOf } from '../../../../../src/renderer/stores/inbox/groups'
import { rowAt } from '../../../../../src/renderer/stores/paging/loadedRows'
import { inboxGroup } from '../../inboxLine'

function receive(...groups: readonly (readonly [faultId: number, open: number])[]): void {
  receiveWhile(true, ...groups)
}

function receiveWhile(
  standing: boolean,
  ...groups: readonly (readonly [faultId: number, open: number])[]
): void {
  const { query, actions } = groupsState()
  const rows = groups.map(([faultId, open]) => inboxGroup(faultId, open))
  const lines = { open: 10, fixed: 0, dismissed: 0 }
  actions.pageReceived(query, 0, { total: groups.length, lines, rows }, standing)
}

function listed(): (number | undefined)[] {
  const { list } = groupsState()
  return Array.from({ length: list.total ?? 0 }, (_, i) => rowAt(list, i)?.faultId)
}

beforeEach(() => groupsState().actions.filterChosen({ ...openLines }))

describe('the list of groups', () => {
  it('keeps its order while counts overtake each other', () => {
    receive([1, 9], [2, 5])
    receive([3, 20], [2, 10], [1, 9])
    expect(listed()).toEqual([1, 2, 3])
    expect(rowAt(groupsState().list, 1)?.lines.open).toBe(10)
  })

  it('takes the order of the station while nobody looks, and chooses its first group', () => {
    receiveWhile(false, [1, 9], [2, 5])
    receiveWhile(false, [2, 20], [1, 9])
    expect(listed()).toEqual([2, 1])
    expect(groupsState().activeId).toBe(2)
  })

  it('takes the order of the station for another filter', () => {
    receive([1, 9], [2, 5])
    groupsState().actions.facetToggled('codes', 'missing_field')
    receive([2, 10], [1, 9])
    expect(listed()).toEqual([2, 1])
  })

  it('stays on the chosen group, or on the first when that is gone', () => {
    receive([1, 9], [2, 5])
    groupsState().actions.groupChosen(2)
    receive([2, 5], [1, 9])
    expect(groupsState().activeId).toBe(2)
    receive([1, 9])
    expect(placeOf(groupsState().list, groupsState().activeId)).toBe(0)
  })

  it('leaves an answer to an earlier question alone', () => {
    const { query, actions } = groupsState()
    actions.orderChosen('recent')
    const lines = { open: 1, fixed: 0, dismissed: 0 }
    actions.pageReceived(query, 0, { total: 1, lines, rows: [inboxGroup(7, 1)] }, true)
    expect(groupsState().listOf).not.toBe(groupsState().query)
    actions.orderChosen('lines')
  })

  it('takes values of a facet in and out', () => {
    const { facetToggled } = groupsState().actions
    facetToggled('fileIds', 12)
    facetToggled('types', 'jackal_mk1')
    expect(facetKeys(groupsState().query.filter)).toEqual(
      new Set(['statuses:open', 'fileIds:12', 'types:jackal_mk1']),
    )
    facetToggled('fileIds', 12)
    facetToggled('types', 'jackal_mk1')
    expect(isFirstFilter(groupsState().query.filter)).toBe(true)
    facetToggled('statuses', 'open')
    expect(isFirstFilter(groupsState().query.filter)).toBe(false)
  })
})
