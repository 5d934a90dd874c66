import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FileSystemWatcher } from '../../../src/main/ingest/watcher/fileSystemWatcher'
import type { ArrivedFile } from '../../../src/main/ingest/watcher/folderWatch'
import { needs } from '../../helpers/needs'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')

describe('10,000 files at once', () => {
  // Each is told at least twice, and the system's queue holds 16,384 events.
  const FILES = 10_000
  let watcher: FileSystemWatcher | null = null
  afterEach(() => watcher?.stop())

  it('are all found, each once, when the event loop was blocked', async () => {
    const folder = tempFolder()
    const ingest = join(folder, 'ingest')
    mkdirSync(ingest)
    const arrived: ArrivedFile[] = []
    watcher = new FileSystemWatcher({
      quietMs: 500,
      onArrived: (file) => arrived.push(file),
      onStatus: () => undefined,
    })
    await watcher.start(ingest, {
      dataFolder: join(folder, 'data'),
      databasePath: join(folder, 'data', 'downlink.db'),
      archiveFolder: join(folder, 'archive'),
      others: [],
      subfolders: false,
    })
    await vi.waitFor(() => expect(watcher?.status().state).toBe('watching'), { timeout: 60_000 })
    // Nothing else runs in this process meanwhile, and that queue overflows.
    for (let n = 0; n < FILES; n += 1) writeFileSync(join(ingest, `f${n}`), 'x')
    await vi.waitFor(() => expect(arrived).toHaveLength(FILES), { timeout: 150_000, interval: 100 })
    expect(new Set(arrived.map(({ name }) => name)).size).toBe(FILES)
  })
})

describe('a system that has no watches left', needs('a user namespace'), () => {
  it('is said so, and files are imported all the same', async () => {
    const folder = tempFolder()
    const inbox = join(folder, 'inbox')
    mkdirSync(inbox)
    const args = 'watch inbox --after-import delete --quiet-ms 100 --grace-ms 100'
    const command = `echo 0 > /proc/sys/user/max_inotify_watches; exec "$0" "$@"`
    const child = spawn(
      'unshare',
      ['-Urm', 'sh', '-c', command, process.execPath, program, ...args.split(' ')],
      { cwd: folder, env: { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder } },
    )
    afterTest(() => child.kill('SIGKILL'))
    let said = ''
    child.stdout.on('data', (part: Buffer) => (said += part.toString()))
    await until('the watch', () => said.includes('Watching by polling'))
    expect(said).toContain('no watches left')
    writeFileSync(join(inbox, 'a.json'), mk1Package(50))
    await until('the import', () => said.includes('50 lines = 50 imported'))
    await until('the end of the source', () => readdirSync(inbox).length === 0)
  })
})

describe('a process that may open few files', needs('a limit on processes'), () => {
  it('imports all files of a folder, and removes only what it says', async () => {
    const folder = tempFolder()
    const inbox = join(folder, 'inbox')
    mkdirSync(inbox)
    const FILES = 30
    const names = Array.from({ length: FILES }, (_, n) => `${n}.json`)
    for (const [n, name] of names.entries()) writeFileSync(join(inbox, name), mk1Package(n + 1))
    const args = 'watch inbox --once --after-import delete --quiet-ms 100 --grace-ms 100'
    const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
    const ended = await new Promise<{ code: number; err: string }>((done) => {
      execFile(
        'prlimit',
        ['--nofile=64', process.execPath, program, ...args.split(' ')],
        { cwd: folder, env },
        (error, _, err) => done({ code: error === null ? 0 : Number(error.code), err }),
      )
    })
    expect(ended).toMatchObject({ code: 0 })
    const db = openDatabase(folder)
    const complete = db.prepare(`SELECT count(*) FROM files WHERE status = 'complete'`).pluck()
    expect(complete.get()).toBe(FILES)
    // A source whose folder could not be opened once more waits for its next turn.
    const deleted = db
      .prepare<[], string>(
        `SELECT name FROM files WHERE status = 'complete' AND source_state = 'deleted'`,
      )
      .pluck()
      .all()
    const gone = names.filter((name) => !existsSync(join(inbox, name)))
    expect(gone.toSorted()).toEqual(deleted.toSorted())
    expect(gone.length).toBeGreaterThan(0)
  })
})
