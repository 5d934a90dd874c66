import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkFolder, type OwnPlaces } from '../../../src/main/ingest/watcher/folderCheck'
import { needs } from '../../helpers/needs'

let root: string
let own: OwnPlaces
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'downlink-check-'))
  for (const folder of ['data', 'ingest/sub', 'other']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  own = {
    dataFolder: join(root, 'data'),
    databasePath: join(root, 'data', 'downlink.db'),
    archiveFolder: join(root, 'archive'),
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

describe('a folder that is not apart', () => {
  it.each<[string, string, Partial<Record<keyof OwnPlaces, string>>]>([
    ['is the data folder', 'data', {}],
    ['contains the data folder', '.', {}],
    ['lies in the data folder', 'data/in', {}],
    ['contains the database', 'ingest', { databasePath: 'ingest/sub/downlink.db' }],
    ['is the archive', 'ingest', { archiveFolder: 'ingest' }],
    ['contains the archive', 'ingest', { archiveFolder: 'ingest/sub' }],
    ['contains the archive that is yet to be made', 'ingest', { archiveFolder: 'ingest/a/b' }],
    ['lies in the archive', 'ingest/sub', { archiveFolder: 'ingest' }],
    ['contains the archive through a link', 'ingest', { archiveFolder: 'to-ingest/archive' }],
    ['is a link to the data folder', 'to-data', {}],
  ])('is refused when it %s', async (_how, folder, places) => {
    mkdirSync(join(root, 'data', 'in'))
    symlinkSync(join(root, 'ingest'), join(root, 'to-ingest'))
    symlinkSync(join(root, 'data'), join(root, 'to-data'))
    const here = Object.fromEntries(
      Object.entries(places).map(([key, path]) => [key, join(root, path)]),
    )
    const verdict = await checkFolder(join(root, folder), { ...own, ...here })
    expect(verdict).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/^The watched folder (contains|lies in) .* apart from it\.$/),
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
