import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  checkFolder,
  type Apart,
  type OtherFolder,
} from '../../../src/main/ingest/watcher/folderCheck'
import { needs } from '../../helpers/needs'

let root: string
let own: Apart
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'downlink-check-'))
  for (const folder of ['data', 'ingest/sub', 'other']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  own = {
    dataFolder: join(root, 'data'),
    databasePath: join(root, 'data', 'downlink.db'),
    archiveFolder: join(root, 'archive'),
    others: [],
    subfolders: false,
  }
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('a folder apart from the own places', () => {
  it('is ready, with its links resolved', async () => {
    symlinkSync(join(root, 'ingest'), join(root, 'link'))
    const direct = await checkFolder(join(root, 'ingest'), own)
    const linked = await checkFolder(join(root, 'link'), own)
    expect(direct).toMatchObject({ state: 'ready', realPath: join(root, 'ingest'), remote: false })
    expect(linked).toEqual(direct)
  })

  it('may lie beside the database', async () => {
    writeFileSync(join(root, 'downlink.db'), '')
    const verdict = await checkFolder(join(root, 'ingest'), {
      ...own,
      databasePath: join(root, 'downlink.db'),
    })
    expect(verdict.state).toBe('ready')
  })

  it('is another one after it was removed and made again', async () => {
    const first = await checkFolder(join(root, 'ingest'), own)
    rmSync(join(root, 'ingest'), { recursive: true })
    mkdirSync(join(root, 'ingest'))
    const second = await checkFolder(join(root, 'ingest'), own)
    expect([first, second]).toMatchObject([{ state: 'ready' }, { state: 'ready' }])
    expect(second).not.toEqual(first)
  })
})

describe('a folder that is watched because one above it is', () => {
  it('is compared anew only when it is another one, and never through a link', async () => {
    const [top, sub] = [join(root, 'ingest'), join(root, 'ingest', 'sub')]
    const first = await checkFolder(sub, own, { top, ready: null })
    if (first.state !== 'ready') throw new Error(first.reason)
    const inIt = { ...own, archiveFolder: join(sub, 'archive') }
    expect((await checkFolder(sub, inIt, { top, ready: null })).state).toBe('refused')
    expect(await checkFolder(sub, inIt, { top, ready: first })).toBe(first)
    rmSync(sub, { recursive: true })
    mkdirSync(sub)
    expect((await checkFolder(sub, inIt, { top, ready: first })).state).toBe('refused')
    rmSync(sub, { recursive: true })
    symlinkSync(join(root, 'other'), sub)
    expect(await checkFolder(sub, own, { top, ready: first })).toMatchObject({
      state: 'missing',
      reason: expect.stringContaining('links are not followed'),
    })
  })
})

describe('a folder that is not apart', () => {
  it.each<[string, string, { readonly database?: string; readonly archive?: string }]>([
    ['is the data folder', 'data', {}],
    ['contains the data folder', '.', {}],
    ['lies in the data folder', 'data/in', {}],
    ['contains the database', 'ingest', { database: 'ingest/sub/downlink.db' }],
    ['is the archive', 'ingest', { archive: 'ingest' }],
    ['contains the archive', 'ingest', { archive: 'ingest/sub' }],
    ['contains the archive that is yet to be made', 'ingest', { archive: 'ingest/a/b' }],
    ['lies in the archive', 'ingest/sub', { archive: 'ingest' }],
    ['contains the archive through a link', 'ingest', { archive: 'to-ingest/archive' }],
    ['is a link to the data folder', 'to-data', {}],
  ])('is refused when it %s', async (_how, folder, { database, archive }) => {
    mkdirSync(join(root, 'data', 'in'))
    symlinkSync(join(root, 'ingest'), join(root, 'to-ingest'))
    symlinkSync(join(root, 'data'), join(root, 'to-data'))
    const verdict = await checkFolder(join(root, folder), {
      ...own,
      ...(database !== undefined && { databasePath: join(root, database) }),
      ...(archive !== undefined && { archiveFolder: join(root, archive) }),
    })
    expect(verdict).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(
        /^The watched folder .* (contains|lies in) .* apart from it\.$/,
      ),
    })
  })

  it('is refused through a bind mount too', needs('mounts'), async () => {
    execFileSync('mount', ['--bind', join(root, 'data'), join(root, 'other')])
    try {
      expect((await checkFolder(join(root, 'other'), own)).state).toBe('refused')
    } finally {
      execFileSync('umount', [join(root, 'other')])
    }
  })
})

const inside = (path: string, subfolders: boolean): OtherFolder => ({
  path: join(root, path),
  subfolders,
  archiveFolder: join(root, 'other', 'archive'),
})

describe('a folder beside others that are watched', () => {
  it('is ready where it lies apart from them, or in one that is watched without subfolders', async () => {
    for (const other of [inside('other', true), inside('.', false), inside('gone', true)]) {
      const verdict = await checkFolder(join(root, 'ingest'), { ...own, others: [other] })
      expect(verdict.state).toBe('ready')
    }
  })

  it('is refused where a file would come by both', async () => {
    symlinkSync(join(root, 'ingest'), join(root, 'to-ingest'))
    mkdirSync(join(root, 'archive'))
    const cases: readonly (readonly [OtherFolder, boolean])[] = [
      [inside('to-ingest', false), false],
      [inside('.', true), false],
      [inside('ingest/sub', false), true],
      [{ ...inside('other', false), archiveFolder: join(root, 'ingest', 'sub') }, false],
      [inside('archive', false), false],
    ]
    const reasons = await Promise.all(
      cases.map(async ([other, subfolders]) => {
        const apart: Apart = { ...own, others: [other], subfolders }
        const verdict = await checkFolder(join(root, 'ingest'), apart)
        return verdict.state === 'refused' ? verdict.reason : verdict.state
      }),
    )
    expect(reasons).toEqual([
      expect.stringMatching(/ is the watched folder .*to-ingest, too/),
      expect.stringMatching(/ lies in the watched folder .* whose subfolders are watched/),
      expect.stringMatching(/ contains the watched folder .*sub/),
      expect.stringMatching(/^The watched folder .* contains the archive folder of .*other/),
      expect.stringMatching(/^The archive folder of .* lies in the watched folder .*archive/),
    ])
  })
})

describe('a folder that can not be read', () => {
  it.each([
    ['is not there', 'missing'],
    ['is a file', 'file'],
    ['is a dangling link', 'dangling'],
    ['is a link to itself', 'loop'],
  ])('is missing when it %s', async (_how, name) => {
    writeFileSync(join(root, 'file'), '')
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling'))
    symlinkSync(join(root, 'loop'), join(root, 'loop'))
    const verdict = await checkFolder(join(root, name), own)
    expect(verdict).toMatchObject({ state: 'missing', reason: expect.stringContaining(root) })
  })
})
