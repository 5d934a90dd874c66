import type { MendEntry } from '#shared/inbox/mends'
import { beforeEach, describe, expect, it } from 'vitest'
import { chosenMend, mendsState } from '../../../../../src/renderer/stores/inbox/mends'

function mend(id: number): MendEntry {
  return {
    id,
    kind: 'edit',
    by: 'operator',
    at: '2026-11-23T09:14:07.000Z',
    note: '',
    rule: null,
    faultId: 5,
    satelliteType: 'jackal_mk1',
    lines: 1,
    files: 1,
    undoneAt: null,
    undoneBy: null,
  }
}

function receive(...ids: readonly number[]): void {
  mendsState().actions.pageReceived(1, 0, ids.length, ids.map(mend))
}

beforeEach(() => mendsState().actions.mendsOpened(1))

describe('the history of a group', () => {
  it('begins with the newest mend', () => {
    receive(2, 1)
    expect(chosenMend(mendsState())?.id).toBe(2)
    expect(mendsState().linesOf).toBe(2)
  })

  it('keeps the chosen mend while newer ones come above it', () => {
    receive(2, 1)
    mendsState().actions.mendChosen(1)
    receive(3, 2, 1)
    expect(chosenMend(mendsState())?.id).toBe(1)
    expect(mendsState().linesOf).toBe(1)
  })

  it('leaves mends of another group alone', () => {
    mendsState().actions.pageReceived(9, 0, 1, [mend(7)])
    expect(chosenMend(mendsState())).toBeNull()
  })
})
