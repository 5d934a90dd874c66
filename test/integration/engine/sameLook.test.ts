import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listen } from '../../../src/main/ingest/events'
import { identityOf, type FileIdentity } from '../../../src/main/record/identity'
import { needs } from '../../helpers/needs'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import {
  openDatabase,
  runStation,
  tempFolder,
  until,
  watcherOf,
  type RunSettings,
} from '../../helpers/station'

const identityAt = (path: string): FileIdentity => identityOf(lstatSync(path, { bigint: true }))

function watch(folder: string, ingestFolder: string, patch: RunSettings = {}) {
  const overrides = { ingestFolder, quietMs: 200, graceMs: 200, afterImport: 'delete' as const }
  return runStation(folder, { overrides: { ...overrides, ...patch } })
}

/** The numbers of a package's lines that are records, and their velocities. */
const velocities = (folder: string, fileId: number): number[] =>
  openDatabase(folder)
    .prepare<[number], number>('SELECT velocity FROM telemetry WHERE file_id = ? ORDER BY line')
    .pluck()
    .all(fileId)

/** A small disk in a file. */
class SmallDisk {
  readonly image: string
  readonly path: string

  /** @param inodeBytes with 128 it keeps times in whole seconds, as many old disks do; 256 is usual */
  constructor(folder: string, name: string, inodeBytes: number) {
    this.image = join(folder, `${name}.img`)
    this.path = join(folder, 'disk')
    writeFileSync(this.image, Buffer.alloc(1024 * 1024))
    execFileSync('mkfs.ext2', ['-q', '-F', '-I', String(inodeBytes), this.image], {
      stdio: 'ignore',
    })
    mkdirSync(this.path, { recursive: true })
  }

  mount(): void {
    execFileSync('mount', ['-o', 'loop', this.image, this.path])
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.path])
  }

  /** Puts a file on the disk while it is not mounted, with a time of its own, to the nanosecond. */
  put(name: string, text: string): void {
    const source = `${this.image}.${name}`
    writeFileSync(source, text)
    const times = ['atime', 'mtime', 'ctime'].flatMap((field) => [
      `set_inode_field ${name} ${field} 0x6ab13b80`,
      `set_inode_field ${name} ${field}_extra 0x12345678`,
    ])
    writeFileSync(`${source}.do`, [`write ${source} ${name}`, ...times].join('\n'))
    execFileSync('debugfs', ['-w', '-f', `${source}.do`, this.image], { stdio: 'ignore' })
  }
}

describe('a second disk with a file that looks the same, inode and times included', () => {
  const name = 'pass.json'
  const first = mk1Package(300)
  const second = first.replaceAll(/"velocity":\d/g, '"velocity":1')

  function twoSticks() {
    const folder = tempFolder()
    const sticks = [new SmallDisk(folder, 'one', 256), new SmallDisk(folder, 'two', 256)] as const
    sticks[0].put(name, first)
    sticks[1].put(name, second)
    const path = join(folder, 'disk', name)
    sticks[0].mount()
    const { device: _one, ...one } = identityAt(path)
    sticks[0].unmount()
    sticks[1].mount()
    const { device: _two, ...two } = identityAt(path)
    sticks[1].unmount()
    expect(two).toEqual(one)
    return { folder, ingest: join(folder, 'disk'), path, sticks }
  }

  it('is imported after the first was deleted', needs('disks in files'), async () => {
    const { folder, ingest, path, sticks } = twoSticks()
    sticks[0].mount()
    const station = await watch(folder, ingest)
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    sticks[0].unmount()
    sticks[1].mount()
    afterTest(() => sticks[1].unmount())
    await until('the second', async () => (await station.file(2))?.sourceState === 'deleted')
    expect(velocities(folder, 2)).not.toEqual(velocities(folder, 1))
    expect(await station.file(2)).toMatchObject({ status: 'complete', importedLines: 300 })
    expect(existsSync(path)).toBe(false)
  })

  it(
    'is not deleted for the first, whose end was still to come',
    needs('disks in files'),
    async () => {
      const { folder, ingest, sticks } = twoSticks()
      sticks[0].mount()
      const station = await watch(folder, ingest, { graceMs: 60_000 })
      await until('complete', async () => (await station.file(1))?.status === 'complete')
      await station.stop()
      sticks[0].unmount()
      sticks[1].mount()
      afterTest(() => sticks[1].unmount())
      const next = await watch(folder, ingest)
      await until('the second', async () => (await next.file(2))?.sourceState === 'deleted')
      expect(await next.file(1)).toMatchObject({
        sourceState: 'present',
        sourceReason: expect.stringContaining('it was written to'),
      })
      expect(velocities(folder, 2)).not.toEqual(velocities(folder, 1))
    },
  )
})

/**
 * Maps a file and stores into each of its pages; then, at a word, a 6 in front of each velocity. The
 * file itself is closed, so that nothing shows who writes to it: Python's own mmap keeps it open.
 */
const MAPPED_WRITER = `
import ctypes, os, sys
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
file = os.open(sys.argv[1], os.O_RDWR)
size = os.fstat(file).st_size
READ_AND_WRITE, SHARED = 3, 1
address = libc.mmap(None, size, READ_AND_WRITE, SHARED, file, 0)
os.close(file)
view = memoryview((ctypes.c_ubyte * size).from_address(address)).cast('B')
for at in range(0, size, 4096):
    view[at] = view[at]
print('dirty', flush=True)
sys.stdin.readline()
text = bytes(view)
at = text.find(b'"velocity":8')
while at >= 0:
    view[at + 11] = ord('6')
    at = text.find(b'"velocity":8', at + 1)
print('stored', flush=True)
sys.stdin.readline()
`

it(
  'a package that is changed through a memory map after it was read is not deleted, and is imported anew',
  needs('python3'),
  async () => {
    const folder = tempFolder()
    const ingest = join(folder, 'ingest')
    mkdirSync(ingest)
    const path = join(ingest, 'pass.json')
    writeFileSync(path, mk1Package(2_000).replaceAll(/"velocity":\d/g, '"velocity":8'))
    const writer = spawn('python3', ['-c', MAPPED_WRITER, path])
    afterTest(() => writer.kill())
    await once(writer.stdout, 'data')
    let before: FileIdentity | null = null
    // Within the grace, however busy the machine is.
    const unlisten = listen('file', ({ fileId, status }) => {
      if (fileId !== 1 || status !== 'complete' || before !== null) return
      before = identityAt(path)
      writer.stdin.write('now\n')
    })
    afterTest(unlisten)
    const station = await watch(folder, ingest, { graceMs: 3_000 })
    await once(writer.stdout, 'data')
    // Every page was waiting to be written already, so nothing tells of the stores.
    expect(identityAt(path)).toEqual(before)
    await until('the second', async () => (await station.file(2))?.sourceState === 'deleted')
    const sixes = (fileId: number) =>
      velocities(folder, fileId).filter((velocity) => String(velocity).startsWith('6')).length
    expect([sixes(1), sixes(2)]).toEqual([0, 2_000])
    expect(await station.file(1)).toMatchObject({ sourceState: 'present' })
  },
)

it(
  'a disk that keeps whole seconds loses nothing that is rewritten within the second in which it was read',
  needs('disks in files'),
  async () => {
    const folder = tempFolder()
    const disk = new SmallDisk(folder, 'coarse', 128)
    disk.mount()
    afterTest(() => disk.unmount())
    const path = join(disk.path, 'pass.json')
    const station = await watch(folder, disk.path, { quietMs: 100, graceMs: 200 })
    await until('watching', () => watcherOf(station).state === 'watching')
    const other = mk1Package(40).replaceAll(/"velocity":\d/g, '"velocity":1')
    const unlisten = listen('file', ({ fileId, status }) => {
      if (fileId === 1 && status === 'complete') writeFileSync(path, other)
    })
    afterTest(unlisten)
    await until('a second begins', () => Date.now() % 1_000 < 50)
    writeFileSync(path, mk1Package(40))
    await until('complete', async () => (await station.file(1))?.status === 'complete')
    await until('empty', () => !existsSync(path))
    await station.idle()
    expect(velocities(folder, 2)).toHaveLength(40)
    expect(velocities(folder, 2)).not.toEqual(velocities(folder, 1))
  },
)

describe('a complete file that grew', () => {
  it('goes on in its package whatever its inode is now', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'pass.json')
    writeFileSync(path, mk1Package(250))
    await station.addPaths([path], 'drop')
    await station.idle()
    const { inode } = identityAt(path)
    writeFileSync(`${path}.new`, mk1Package(500))
    renameSync(`${path}.new`, path)
    expect(identityAt(path).inode).not.toBe(inode)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(2)).toBeNull()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 500 })
    expect(velocities(folder, 1)).toHaveLength(500)
  })

  it('is another package when its beginning is another', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'pass.json')
    writeFileSync(path, mk1Package(250))
    await station.addPaths([path], 'drop')
    await station.idle()
    const lines = Array.from({ length: 500 }, (_, i) => mk1Line(i + 9))
    writeFileSync(`${path}.new`, [mk1Header, ...lines].join('\n'))
    renameSync(`${path}.new`, path)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ importedLines: 250 })
    expect(await station.file(2)).toMatchObject({ importedLines: 500 })
    expect(readFileSync(path, 'utf8')).toContain(mk1Line(508))
  })
})

it(
  'a package that was changed through a memory map while it was held, and is complete by mending alone, is not deleted',
  needs('python3'),
  async () => {
    const folder = tempFolder()
    const ingest = join(folder, 'ingest')
    mkdirSync(ingest)
    const path = join(ingest, 'pass.json')
    const text = mk1Package(3).replaceAll(/"velocity":\d/g, '"velocity":8')
    writeFileSync(path, text.replaceAll('"timestamp":"', '"timestamp":"at '))
    const writer = spawn('python3', ['-c', MAPPED_WRITER, path])
    afterTest(() => writer.kill())
    await once(writer.stdout, 'data')
    const station = await watch(folder, ingest, { graceMs: 1_500 })
    await until('held', async () => (await station.file(1))?.status === 'failed')
    const before = identityAt(path)
    writer.stdin.write('now\n')
    await once(writer.stdout, 'data')
    expect(identityAt(path)).toEqual(before)
    for (const line of [2, 3, 4]) {
      await station.inbox.save({ fileId: 1, line, text: mk1Line(line) })
    }
    const state = async () => (await station.file(1))?.sourceState ?? ''
    await until('gone', async () => ['archived', 'deleted'].includes(await state()))
    expect(await station.file(1)).toMatchObject({
      sourceState: 'archived',
      sourceReason: 'perhaps changes of its file, which was not read again after it was mended',
    })
    expect(readFileSync(join(folder, 'archive', 'pass.json'), 'utf8')).toContain('"velocity":6')
  },
)
