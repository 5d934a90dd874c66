import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { privateName } from '../../../src/main/ingest/source/names'
import { settleSource } from '../../../src/main/ingest/source/settleSource'
import type { SettleRequest } from '../../../src/main/ingest/source/types'
import { CONTENT, Station, completeCounts, identityAt } from './station'

const never = new AbortController().signal

let station: Station
let request: SettleRequest
let hidden: string
beforeEach(() => {
  station = new Station()
  request = station.request()
  hidden = join(station.folder, privateName(7, 'pass.jsonl', request.identity))
  station.ledger.state = 'removing'
})
afterEach(() => {
  station.remove()
})

const settle = (change: Partial<SettleRequest> = {}) =>
  settleSource({ ...request, ...change }, station.ledger, never)

const OTHER = CONTENT.replace('1', '9')

/** Other bytes, as many as before, with the old time of writing. */
function overwriteUnseen(path: string): void {
  const { atime, mtime } = statSync(path)
  writeFileSync(path, OTHER)
  utimesSync(path, atime, mtime)
}

/** The file with times that are whole microseconds, which can be set again. */
function withEvenTimes(): void {
  utimesSync(station.path, 1_700_000_000, 1_700_000_000)
  request = { ...request, identity: identityAt(station.path) }
  hidden = join(station.folder, privateName(7, 'pass.jsonl', request.identity))
}

describe('a file that has its private name', () => {
  beforeEach(() => {
    withEvenTimes()
    renameSync(station.path, hidden)
  })

  it('is deleted when its lines are there', async () => {
    const verdict = await settle()
    expect(verdict).toEqual({ state: 'deleted', reason: null, path: null, identity: null })
    expect(station.names()).toEqual([])
    expect(station.ledger.calls).toEqual(['barrier', 'readBack', 'note', 'deleted'])
  })

  it('is archived when that is set', async () => {
    const verdict = await settle({ action: 'archive' })
    expect(verdict.state).toBe('archived')
    expect(station.archived()).toEqual(['pass.jsonl'])
    expect(station.names()).toEqual([])
  })

  it('is archived under the name that it already has there', async () => {
    mkdirSync(station.archive)
    linkSync(hidden, join(station.archive, 'pass.jsonl'))
    await settle({ action: 'archive' })
    expect(station.archived()).toEqual(['pass.jsonl'])
    expect(station.names()).toEqual([])
  })

  it('comes back when its lines are not there', async () => {
    station.ledger.stored = { ...completeCounts, storedRecords: 1 }
    const verdict = await settle()
    expect(verdict).toMatchObject({ state: 'stuck', identity: identityAt(station.path) })
    expect(station.ledger.identity).toEqual(identityAt(station.path))
    expect(readFileSync(station.path, 'utf8')).toBe(CONTENT)
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('comes back when files are to be kept by now', async () => {
    const verdict = await settle({ action: 'keep' })
    expect(verdict).toMatchObject({ state: 'present', identity: identityAt(station.path) })
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('comes back when it was written to', async () => {
    appendFileSync(hidden, 'more')
    const verdict = await settle()
    expect(verdict).toMatchObject({ state: 'present', identity: null })
    expect(readFileSync(station.path, 'utf8')).toBe(`${CONTENT}more`)
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('comes back when it holds something else, though its size and mtime say nothing', async () => {
    overwriteUnseen(hidden)
    const verdict = await settle()
    expect(verdict).toMatchObject({ state: 'present', identity: null })
    expect(readFileSync(station.path, 'utf8')).toBe(OTHER)
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('comes back when it can not be read again', async () => {
    const verdict = await settle({ fingerprintOf: () => Promise.reject(new Error('EIO')) })
    expect(verdict).toMatchObject({ state: 'present', identity: null })
    expect(verdict.reason).toContain('could not be read again')
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('comes back beside a new file that has its name', async () => {
    appendFileSync(hidden, 'more')
    station.write('pass.jsonl', 'new')
    const verdict = await settle()
    const beside = join(station.folder, 'pass (2).jsonl')
    expect(verdict).toMatchObject({ state: 'present', path: beside, identity: null })
    expect(verdict.reason).toContain('pass (2).jsonl')
    expect(readFileSync(station.path, 'utf8')).toBe('new')
    expect(readFileSync(beside, 'utf8')).toBe(`${CONTENT}more`)
    expect(station.names()).toEqual(['pass (2).jsonl', 'pass.jsonl'])
  })

  it('goes without touching a new file that has its name', async () => {
    station.write('pass.jsonl', 'new')
    expect((await settle()).state).toBe('deleted')
    expect(readFileSync(station.path, 'utf8')).toBe('new')
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('keeps its own name when it was being put back', async () => {
    linkSync(hidden, station.path)
    const verdict = await settle()
    expect(verdict).toMatchObject({ state: 'present', identity: identityAt(station.path) })
    expect(station.names()).toEqual(['pass.jsonl'])
  })
})

describe('a file that has no private name', () => {
  it('is there still, as it was read, whatever its ctime', async () => {
    utimesSync(station.path, 1, 2)
    request = station.request()
    linkSync(station.path, join(station.root, 'other'))
    const verdict = await settle()
    expect(verdict).toMatchObject({
      state: 'present',
      reason: null,
      identity: identityAt(station.path),
    })
    expect(station.ledger.identity).toEqual(identityAt(station.path))
  })

  it('is there still, but changed', async () => {
    appendFileSync(station.path, 'more')
    expect(await settle()).toMatchObject({ state: 'present', identity: null })
  })

  it('was archived for what of it is not in the database, and the row says so', async () => {
    const leftOut = { ...completeCounts.leftOut, badLines: 12 }
    station.ledger.stored = { ...completeCounts, leftOut }
    mkdirSync(station.archive)
    renameSync(station.path, join(station.archive, 'pass.jsonl'))
    expect(await settle()).toMatchObject({ state: 'archived', reason: '12 bad lines' })
  })

  it('was deleted', async () => {
    rmSync(station.path)
    expect(await settle()).toMatchObject({ state: 'deleted', reason: null })
  })

  it('was deleted, and another file has its name by now', async () => {
    writeFileSync(`${station.path}.new`, 'new')
    renameSync(`${station.path}.new`, station.path)
    expect(await settle()).toMatchObject({ state: 'deleted' })
    expect(readFileSync(station.path, 'utf8')).toBe('new')
  })

  it('was archived', async () => {
    mkdirSync(station.archive)
    renameSync(station.path, join(station.archive, 'pass.jsonl'))
    const path = join(station.archive, 'pass.jsonl')
    expect(await settle({ action: 'archive' })).toMatchObject({ state: 'archived', path })
  })

  it('is neither in the folder nor in the archive', async () => {
    mkdirSync(station.archive)
    writeFileSync(join(station.archive, 'pass.jsonl'), 'an older one')
    rmSync(station.path)
    const verdict = await settle({ action: 'archive' })
    expect(verdict.state).toBe('deleted')
    expect(verdict.reason).toContain('Something else')
  })

  it('leaves no half copy in the archive', async () => {
    mkdirSync(station.archive)
    writeFileSync(join(station.archive, privateName(7, 'pass.jsonl', request.identity)), 'half')
    expect((await settle({ action: 'archive' })).state).toBe('present')
    expect(station.archived()).toEqual([])
  })
})

describe('a folder that is out of reach', () => {
  it('leaves the row as it is', async () => {
    renameSync(station.folder, join(station.root, 'unplugged'))
    const verdict = await settle()
    expect(verdict.state).toBe('removing')
    expect(verdict.reason).toContain('not there')
    expect(station.ledger.calls).toEqual([])
  })

  it('leaves the row as it is when another disk lies there', async () => {
    rmSync(station.path)
    const identity = { ...request.identity, device: '1' }
    expect((await settle({ identity })).state).toBe('removing')
    expect(station.ledger.calls).toEqual([])
  })
})

describe('the private name', () => {
  it('is the same in another run, and another for each row and file', () => {
    const { identity } = request
    const name = privateName(7, 'pass.jsonl', identity)
    expect(name).toMatch(/^\.downlink-7-[0-9a-f]{16}$/)
    expect(privateName(7, 'pass.jsonl', structuredClone(identity))).toBe(name)
    const others = [
      privateName(8, 'pass.jsonl', identity),
      privateName(7, 'other.jsonl', identity),
      privateName(7, 'pass.jsonl', { ...identity, inode: '1' }),
      privateName(7, 'pass.jsonl', { ...identity, mtimeNs: '1' }),
    ]
    expect(new Set([name, ...others]).size).toBe(5)
  })

  it('does not follow the ctime, which a rename sets', () => {
    const ctimeNs = '1'
    expect(privateName(7, 'pass.jsonl', { ...request.identity, ctimeNs })).toBe(
      privateName(7, 'pass.jsonl', request.identity),
    )
  })
})

it('is looked at anew when it holds something else under its own name', async () => {
  withEvenTimes()
  overwriteUnseen(station.path)
  expect(await settle()).toMatchObject({ state: 'present', identity: null })
  expect(readFileSync(station.path, 'utf8')).toBe(OTHER)
})
