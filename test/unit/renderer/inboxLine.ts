import { jsonLines } from '../../../src/shared/formats/formats'
import type { InboxGroup } from '../../../src/shared/inbox/groups'
import type { InboxLine } from '../../../src/shared/inbox/lines'
import type { BadLineStatus } from '../../../src/shared/lineFindings'

const bytes = new TextEncoder()

/** A bad line of file 1 that lacks its velocity. */
export function inboxLine(line: number, status: BadLineStatus = 'open'): InboxLine {
  const raw = bytes.encode(`{"n":${line}}`)
  return {
    fileId: 1,
    line,
    fileName: 'pass.json',
    satelliteType: 'jackal_mk1',
    faultId: 5,
    byteOffset: line * 100,
    code: 'missing_field',
    issues: [{ path: 'velocity', code: 'missing_field', message: '"velocity" is missing' }],
    status,
    raw,
    rawStart: 0,
    storedBytes: raw.length,
    rawBytes: raw.length,
    format: jsonLines,
  }
}

/** A group with so many open lines. */
export function inboxGroup(faultId: number, open: number): InboxGroup {
  return {
    faultId,
    code: 'missing_field',
    issues: [{ path: 'velocity', code: 'missing_field', message: '"velocity" is missing' }],
    lines: { open, fixed: 0, dismissed: 0 },
    files: 1,
    types: ['jackal_mk1'],
    firstSeen: '2026-11-23T09:14:07.000Z',
    lastSeen: '2026-11-23T09:14:07.000Z',
    isNew: false,
    isGone: false,
    hasRule: false,
  }
}
