import { describe, expect, it } from 'vitest'
import { inboxCalls } from '#shared/inbox/calls'

const filter = { types: [], fileIds: [], codes: [], fields: [], statuses: [], faultIds: [] }
const rule = { steps: [{ do: 'drop', key: 'a' }] }
const target = { faultId: 1, satelliteType: 'jackal_mk1', fileIds: [] }

/** What a page in the wrong hands might ask for. */
const refused: [keyof typeof inboxCalls, unknown][] = [
  ['inbox:groups', { filter, order: 'lines', offset: 0, limit: 501 }],
  ['inbox:groups', { filter, order: 'lines; DROP TABLE mends', offset: 0, limit: 1 }],
  ['inbox:groups', { filter: { ...filter, more: [] }, order: 'lines', offset: 0, limit: 1 }],
  ['inbox:facets', { filter: { ...filter, fields: ['x'.repeat(1_001)] } }],
  ['inbox:facets', { filter: { ...filter, types: Array.from({ length: 101 }, () => 'x') } }],
  ['inbox:facets', { filter: { ...filter, codes: ['__proto__'] } }],
  ['inbox:facets', { filter: { ...filter, faultIds: [2 ** 60] } }],
  ['inbox:facets', { filter: { ...filter, fileIds: [1.5] } }],
  ['inbox:lines', { filter, offset: -1, limit: 1 }],
  ['inbox:lines', { filter, offset: NaN, limit: 1 }],
  ['inbox:around', { fileId: 1, line: 2, neighbours: 51 }],
  ['inbox:around', { fileId: 1, line: -2, neighbours: 1 }],
  ['inbox:search', { job: 'a', filter, needle: new Uint8Array(0) }],
  ['inbox:search', { job: 'a', filter, needle: new Uint8Array(1_025) }],
  ['inbox:search', { job: 'a', filter, needle: 'text' }],
  ['inbox:search', { job: '../a', filter, needle: new Uint8Array(1) }],
  ['inbox:export', { job: 'a', filter, format: 'csv', path: '/etc/passwd' }],
  ['inbox:export', { job: 'a', filter, format: 'sql' }],
  ['inbox:seen', { faultIds: Array.from({ length: 10_001 }, () => 1) }],
  ['mend:judge', { fileId: 1, text: 'x'.repeat(1_048_577) }],
  ['mend:save', { fileId: 1, line: 2, text: null }],
  ['mend:try', { fileId: 1, line: 2, rules: Array.from({ length: 21 }, () => rule) }],
  ['mend:preview', { job: 'a', target: { ...target, faultId: '1' }, rule }],
  ['mend:preview', { job: 'a', target, rule: { steps: [{ do: 'run', code: '1' }] } }],
  ['mend:apply', { job: 'a', preview: 'b', note: 'x'.repeat(501) }],
  ['mend:dismiss', { job: 'a', target: { lines: [] }, note: '' }],
  ['mend:dismiss', { job: 'a', target: { lines: [{ fileId: 1, line: 2 }], filter }, note: '' }],
  ['mend:undo', { job: 'a', mendId: 0 }],
  ['mend:history', { offset: 0, limit: 1e9 }],
  ['file:export-corrected', { job: 'a', fileId: 1, path: '/home' }],
  ['job:cancel', { job: 'x'.repeat(65) }],
]

describe('the calls of the inbox', () => {
  it.each(refused)('refuse %s with %j', (channel, input) => {
    expect(inboxCalls[channel].input.safeParse(input).success).toBe(false)
  })

  it('take what the window asks for', () => {
    const asked = { filter: { statuses: ['open'] }, order: 'lines', offset: 0, limit: 500 }
    expect(inboxCalls['inbox:groups'].input.safeParse(asked).success).toBe(true)
    const needle = new Uint8Array(1_024)
    expect(inboxCalls['inbox:search'].input.safeParse({ job: 'a', filter, needle }).success).toBe(
      true,
    )
  })
})
