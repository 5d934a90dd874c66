import { describe, expect, it } from 'vitest'
import type { MendEntry } from '../../../../../src/shared/inbox/mends'
import { needleOf } from '../../../../../src/renderer/stores/inbox/needle'
import {
  doneWords,
  groupTitle,
  holdingMend,
  mendWords,
} from '../../../../../src/renderer/stores/inbox/words'

function mend(id: number, patch: Partial<MendEntry>): MendEntry {
  return {
    id,
    kind: 'edit',
    by: 'anna',
    at: '2026-11-23T09:14:07.000Z',
    undoneAt: null,
    undoneBy: null,
    note: '',
    rule: null,
    faultId: null,
    satelliteType: null,
    lines: 1,
    files: 1,
    ...patch,
  }
}

describe('words of the inbox', () => {
  it('head a group with its first issue', () => {
    const issue = {
      path: 'velocity',
      code: 'missing_field',
      message: '"velocity" is missing',
    } as const
    expect(groupTitle([issue])).toBe('"velocity" is missing')
    expect(groupTitle([issue, issue, issue])).toBe('"velocity" is missing, and 2 more')
  })

  it('say what was done', () => {
    expect(doneWords({ open: 3, fixed: 0, dismissed: 0 })).toBe('')
    expect(doneWords({ open: 0, fixed: 1_200, dismissed: 1 })).toBe('1,200 mended, 1 dismissed')
    expect(mendWords(mend(1, {}))).toBe('Edited by hand')
    expect(mendWords(mend(1, { kind: 'dismiss', note: 'old antenna' }))).toBe(
      'Dismissed: old antenna',
    )
    const rule = { steps: [{ do: 'drop' as const, key: 'x' }] }
    expect(mendWords(mend(1, { kind: 'rule', rule }))).toBe('Drop "x"')
  })

  it('find the mend that holds', () => {
    const undone = mend(2, { undoneAt: '2026-11-23T09:15:00.000Z' })
    expect(holdingMend([undone, mend(1, {})])?.id).toBe(1)
    expect(holdingMend([undone])).toBeNull()
  })
})

describe('the bytes to look for', () => {
  it('are the text in UTF-8', () => {
    expect(needleOf('é"')).toEqual(new Uint8Array([0xc3, 0xa9, 0x22]))
  })

  it('are the byte itself where one is written', () => {
    expect(needleOf('a\\xFFb')).toEqual(new Uint8Array([0x61, 0xff, 0x62]))
    expect(needleOf('\\xZZ')).toEqual(new TextEncoder().encode('\\xZZ'))
  })

  it('are none where there is nothing to look for, or too much', () => {
    expect(needleOf('')).toBeNull()
    expect(needleOf('x'.repeat(1_025))).toBeNull()
  })
})
