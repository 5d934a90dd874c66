import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HeldFolder } from '../../../src/main/ingest/source/heldFolder'
import { privateName } from '../../../src/main/ingest/source/names'
import { identityOf } from '../../../src/main/record/identity'
import { fuzzed } from '../../helpers/fuzz'
import { mk1Package } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'

/** A watched folder, and beside it what no input may ever touch. */
function makeScene() {
  const root = tempFolder()
  const inbox = join(root, 'inbox')
  const outside = join(root, 'outside')
  for (const folder of [inbox, outside, join(outside, 'inner'), join(inbox, 'sub')])
    mkdirSync(folder)
  const sentinels = [
    join(root, 'sentinel.json'),
    join(outside, 'sentinel.json'),
    join(outside, 'inner', 'sentinel.json'),
    join(inbox, 'sub', 'sentinel.json'),
  ]
  sentinels.forEach((path, i) => writeFileSync(path, mk1Package(10 + i)))
  symlinkSync(join(outside, 'sentinel.json'), join(inbox, 'link.json'))
  symlinkSync(outside, join(inbox, 'linked'))
  return { root, inbox, outside, sentinels }
}

/** Every name, size and content below a folder, but for what the station itself keeps there. */
function picture(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, 'data')))
    .map((path) => `${path} ${lstatSync(path).isFile() ? readFileSync(path, 'latin1') : ''}`)
    .toSorted()
}

const nastyNames = (outside: string): string[] => [
  '',
  '.',
  '..',
  '../sentinel.json',
  '../outside/sentinel.json',
  './../outside/sentinel.json',
  'sub/../../outside/sentinel.json',
  'sub/sentinel.json',
  'linked/sentinel.json',
  join(outside, 'sentinel.json'),
  '/etc/passwd',
  '..%2foutside%2fsentinel.json',
  '%2e%2e/outside/sentinel.json',
  '..\\outside\\sentinel.json',
  '..\u2215outside',
  '../outside/sentinel.json\0.json',
  'x\0/../../outside/sentinel.json',
  'file:///etc/passwd',
  '~/sentinel.json',
  '-rf',
  '$(rm -rf ..)',
  ' ',
  'link.json',
  'linked',
  'sub',
]

describe('the one place that renames and removes files', () => {
  it('touches nothing outside its folder, whatever the name', async () => {
    const { root, inbox, outside } = makeScene()
    const before = picture(root)
    const held = await HeldFolder.open(inbox)
    const name = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...nastyNames(outside)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      {
        weight: 2,
        arbitrary: fc
          .array(
            fc.constantFrom('..', '.', '/', '\\', '\0', '%2f', 'sub', 'linked', 'sentinel.json'),
          )
          .map((parts) => parts.join('')),
      },
    )
    const hidden = '.downlink-1-0123456789abcdef'
    await fc.assert(
      fc.asyncProperty(name, async (wild) => {
        const attempts = await Promise.allSettled([
          held.discard(wild),
          held.create(wild, 0o600),
          held.hide(join('..', wild), hidden),
          held.hide(hidden, wild),
          held.place(wild, held, 'taken.json'),
          held.place(hidden, held, join('..', wild)),
          held.syncFile(join('..', wild)),
        ])
        expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 'rejected'))
        // What is in the folder itself may be hidden, and only that.
        if (/^[^/\0]+$/.test(wild) && !['.', '..'].includes(wild)) return
        await expect(held.hide(wild, hidden)).rejects.toThrow(/is not the name of a file/)
        await expect(held.look(wild)).rejects.toThrow(/is not the name of a file/)
      }),
      { numRuns: fuzzed(400) },
    )
    await held.close()
    expect(picture(root)).toEqual(before)
  })
})

describe('rows of the database that name other files than they should', () => {
  it('make the station touch nothing outside the watched folder', async () => {
    const { root, inbox, outside, sentinels } = makeScene()
    linkSync(join(outside, 'inner', 'sentinel.json'), join(outside, 'twice.json'))
    const first = await runStation(root)
    // The fingerprints and counts of what lies outside are true: only its place forbids to touch it.
    await first.addPaths(sentinels, 'drop')
    await first.idle()
    await first.stop()

    const db = new Database(join(root, 'data', 'downlink.db'))
    const columns = `name, source, status, satellite_type, size_bytes, fingerprint, device, inode,
      mtime_ns, ctime_ns, total_lines, imported_lines, error_lines, source_state, inserted_at, finished_at`
    const copy = db.prepare(
      `INSERT INTO files (path, ${columns})
       SELECT ?, ?, 'watch', status, satellite_type, size_bytes, fingerprint, device, inode, mtime_ns,
         ctime_ns, total_lines, imported_lines, error_lines, ?, inserted_at, inserted_at
       FROM files WHERE id = ?`,
    )
    db.prepare(`UPDATE files SET source = 'watch'`).run()
    for (const state of ['present', 'removing', 'stuck']) {
      for (const name of nastyNames(outside)) {
        sentinels.forEach((_path, i) => {
          copy.run(`${inbox}/${name}`, name, state, i + 1)
          copy.run(join(inbox, name), name, state, i + 1)
          copy.run(name, name, state, i + 1)
        })
      }
    }
    // Names that a removal might have left behind, outside.
    for (const path of sentinels) {
      const identity = identityOf(lstatSync(path, { bigint: true }))
      writeFileSync(join(outside, privateName(1, 'sentinel.json', identity)), 'private')
    }
    db.close()

    const before = picture(root)
    // One that may go, to show that sources are seen to.
    writeFileSync(join(inbox, 'mine.json'), mk1Package(99))
    for (const afterImport of ['delete', 'archive'] as const) {
      const station = await runStation(root, {
        overrides: {
          ingestFolder: inbox,
          archiveFolder: join(root, 'archive'),
          afterImport,
          quietMs: 100,
          graceMs: 0,
        },
      })
      await station.idle()
      await station.stop()
    }
    expect(picture(root).filter((path) => !path.startsWith(join(root, 'archive')))).toEqual(before)
  })
})
