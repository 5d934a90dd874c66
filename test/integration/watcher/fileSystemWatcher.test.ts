import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WatchStatus } from '../../../src/main/ingest/watcher/folderWatch'
import { identityOf } from '../../../src/main/record/identity'
import {
  FileSystemWatcher,
  type FileSystemWatcherOptions,
} from '../../../src/main/ingest/watcher/fileSystemWatcher'
import type { Apart } from '../../../src/main/ingest/watcher/folderCheck'
import type { ArrivedFile } from '../../../src/main/ingest/watcher/folderWatch'
import type { HintListener, OpenHints } from '../../../src/main/ingest/watcher/hints'
import { loopTurns } from '../../helpers/loopTurns'
import { needs } from '../../helpers/needs'

const QUIET_MS = 200
/** Many times the pauses of a slow writer, even on a machine that is busy with other tests. */
const SLOW_QUIET_MS = 1_000
/** So rare that what a test sees came by events. */
const NEVER_MS = 3_600_000
const SOON_MS = 100
const waiting = { timeout: 60_000, interval: 10 }

let root: string
let folder: string
let own: Apart
let watcher: FileSystemWatcher
let arrived: ArrivedFile[]
let statuses: WatchStatus[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'downlink-watch-'))
  folder = join(root, 'ingest')
  mkdirSync(folder)
  own = {
    dataFolder: join(root, 'data'),
    databasePath: join(root, 'data', 'downlink.db'),
    archiveFolder: join(root, 'archive'),
    others: [],
    subfolders: false,
  }
  arrived = []
  statuses = []
})
afterEach(async () => {
  await watcher.stop()
  rmSync(root, { recursive: true, force: true })
})

async function watch(options: Partial<FileSystemWatcherOptions> = {}): Promise<void> {
  watcher = new FileSystemWatcher({
    quietMs: QUIET_MS,
    reconcileMs: NEVER_MS,
    onArrived: (file) => arrived.push(file),
    onStatus: (status) => statuses.push(status),
    ...options,
  })
  await watcher.start(folder, own)
  await stateIs('watching')
}

async function stateIs(state: WatchStatus['state']): Promise<void> {
  await vi.waitFor(() => expect(watcher.status().state).toBe(state), waiting)
}

async function arrivedAre(...names: string[]): Promise<void> {
  await vi.waitFor(() => expect(namesArrived()).toEqual(names.toSorted()), waiting)
}

const namesArrived = (): string[] => arrived.map(({ name }) => name).toSorted()
const write = (name: string, content = 'x'): void => writeFileSync(join(folder, name), content)
const noHints: OpenHints = () => ({ close: async () => undefined })

/** Waits until the watcher has certainly looked at everything again, by a file put there for that. */
async function pass(): Promise<void> {
  const name = `marker-${statuses.length}-${arrived.length}`
  write(name)
  await vi.waitFor(() => expect(namesArrived()).toContain(name), waiting)
  arrived = arrived.filter((file) => file.name !== name)
}

describe('arrival', () => {
  it('tells of files that were there before and of files that come', async () => {
    write('before.jsonl')
    await watch()
    write('after')
    await arrivedAre('after', 'before.jsonl')
    expect(arrived[0]).toEqual({
      path: join(folder, arrived[0]?.name ?? ''),
      name: arrived[0]?.name,
      identity: expect.objectContaining({ sizeBytes: 1 }),
    })
  })

  it('waits for a slow copy with pauses, and tells once', async () => {
    await watch({ quietMs: SLOW_QUIET_MS })
    for (let piece = 0; piece < 5; piece += 1) {
      appendFileSync(join(folder, 'slow'), 'piece\n')
      await delay(SLOW_QUIET_MS / 5)
      expect(namesArrived()).toEqual([])
    }
    expect(watcher.status()).toMatchObject({ arrivingCount: 1, arriving: [{ name: 'slow' }] })
    await arrivedAre('slow')
    await pass()
    expect(arrived).toMatchObject([{ name: 'slow', identity: { sizeBytes: 30 } }])
  })

  it('waits for a file that has its whole size from the start and is then filled', async () => {
    await watch({ quietMs: SLOW_QUIET_MS })
    const file = openSync(join(folder, 'preallocated'), 'w')
    ftruncateSync(file, 50)
    for (let piece = 0; piece < 5; piece += 1) {
      await delay(SLOW_QUIET_MS / 5)
      expect(namesArrived()).toEqual([])
      writeSync(file, 'x'.repeat(10), piece * 10)
    }
    closeSync(file)
    await arrivedAre('preallocated')
  })

  it('tells again of what is appended, replaced or rewritten afterwards', async () => {
    await watch()
    write('a', 'one')
    await arrivedAre('a')
    appendFileSync(join(folder, 'a'), 'two')
    await arrivedAre('a', 'a')
    writeFileSync(join(root, 'new'), 'threes')
    renameSync(join(root, 'new'), join(folder, 'a'))
    await arrivedAre('a', 'a', 'a')
    write('a', 'rewritten')
    await arrivedAre('a', 'a', 'a', 'a')
    expect(arrived.map(({ identity }) => identity.sizeBytes)).toEqual([3, 6, 6, 9])
  })

  it('takes the same name right after its removal for a new file', async () => {
    await watch()
    for (let round = 1; round <= 5; round += 1) {
      write('a')
      await vi.waitFor(() => expect(arrived).toHaveLength(round), waiting)
      unlinkSync(join(folder, 'a'))
    }
    expect(new Set(arrived.map(({ identity }) => identity.ctimeNs)).size).toBe(5)
  })

  it('takes a file that gets its final name', async () => {
    await watch()
    write('a.part')
    await vi.waitFor(() => expect(watcher.status().ignoredCount).toBe(1), waiting)
    renameSync(join(folder, 'a.part'), join(folder, 'a'))
    await arrivedAre('a')
    await vi.waitFor(() => expect(watcher.status().ignoredCount).toBe(0), waiting)
  })

  it('tells of each name of a file with two', async () => {
    await watch()
    write('a')
    linkSync(join(folder, 'a'), join(folder, 'b'))
    await arrivedAre('a', 'b')
    expect(arrived[0]?.identity.inode).toBe(arrived[1]?.identity.inode)
  })

  it('forgets a file that goes before it has arrived', async () => {
    await watch()
    write('brief')
    await vi.waitFor(() => expect(watcher.status().arrivingCount).toBe(1), waiting)
    unlinkSync(join(folder, 'brief'))
    await vi.waitFor(() => expect(watcher.status().arrivingCount).toBe(0), waiting)
    await pass()
    expect(arrived).toEqual([])
  })

  it('tells of an acknowledged file only when it changes', async () => {
    write('known')
    await watch({ quietMs: 1_000 })
    await vi.waitFor(() => expect(watcher.status().arrivingCount).toBe(1), waiting)
    const path = join(folder, 'known')
    watcher.acknowledge(path, identityOf(lstatSync(path, { bigint: true })))
    watcher.setQuietMs(QUIET_MS)
    await pass()
    expect(arrived).toEqual([])
    appendFileSync(path, 'more')
    await arrivedAre('known')
    watcher.forget(path)
    await arrivedAre('known', 'known')
  })
})

describe('names and kinds', () => {
  it('takes every regular file, however odd its name', async () => {
    await watch()
    const names = [
      'a\nb.jsonl',
      'x'.repeat(255),
      '-rf',
      '<img onerror>',
      'ü\u202egnp.jsonl',
      '%2e%2e%2fpasswd',
      'Twin',
      'twin',
      'back\\slash',
      ' ',
    ]
    for (const name of names) write(name)
    await arrivedAre(...names)
    expect(watcher.status().ignoredCount).toBe(0)
  })

  it('lists links, folders, pipes, sockets and unfinished files, and touches none', async () => {
    const outside = join(root, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'secret'), 'x')
    symlinkSync(join(outside, 'secret'), join(folder, 'link'))
    symlinkSync(outside, join(folder, 'folder-link'))
    symlinkSync(join(folder, 'self'), join(folder, 'self'))
    mkdirSync(join(folder, 'sub.jsonl'))
    writeFileSync(join(folder, 'sub.jsonl', 'inside'), 'x')
    for (let number = 0; number < 8; number += 1) {
      execFileSync('mkfifo', [join(folder, `pipe${number}`)])
    }
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(join(folder, 'socket'), resolve)
    })
    for (const name of ['.hidden', 'a~', 'a.PART', 'a.tmp', 'a.crdownload']) write(name)
    await watch()
    write('normal')
    await arrivedAre('normal')
    const { ignored, ignoredCount } = watcher.status()
    expect(ignoredCount).toBe(18)
    const reasons = Object.fromEntries(ignored.map(({ name, reason }) => [name, reason]))
    expect(reasons).toMatchObject({
      link: expect.stringContaining('link'),
      'folder-link': expect.stringContaining('link'),
      self: expect.stringContaining('link'),
      'sub.jsonl': expect.stringContaining('folder'),
      pipe0: expect.stringContaining('pipe'),
      socket: expect.stringContaining('socket'),
      'a.PART': expect.stringContaining('.part'),
    })
    server.close()
  })

  it('lists names that are not UTF-8', needs('Linux'), async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xff])]), 'x')
    await watch()
    await pass()
    expect(arrived).toEqual([])
    expect(watcher.status().ignored).toEqual([
      { name: 'a\\xff', reason: expect.stringContaining('not valid UTF-8') },
    ])
  })
})

describe('the folder', () => {
  it('is missing until it is there', async () => {
    rmdirSync(folder)
    watcher = new FileSystemWatcher({
      quietMs: QUIET_MS,
      reconcileMs: SOON_MS,
      onArrived: (file) => arrived.push(file),
      onStatus: (status) => statuses.push(status),
    })
    await watcher.start(folder, own)
    await stateIs('missing')
    expect(watcher.status().reason).toContain(folder)
    expect(readdirSync(root)).toEqual([])
    mkdirSync(folder)
    write('a')
    await arrivedAre('a')
    expect(watcher.status()).toMatchObject({ state: 'watching', reason: null })
  })

  it('is removed and made again, and files that come later are found', async () => {
    await watch({ reconcileMs: SOON_MS })
    write('a')
    await arrivedAre('a')
    rmSync(folder, { recursive: true })
    await stateIs('missing')
    mkdirSync(folder)
    await stateIs('watching')
    // This is where events alone stay silent for ever: one file after the other, over some time.
    for (const name of ['b', 'c', 'd']) {
      write(name)
      await vi.waitFor(() => expect(namesArrived()).toContain(name), waiting)
    }
  })

  it('is removed and made again at once, and events come again', async () => {
    await watch({ reconcileMs: 8_000 })
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    write('a')
    await arrivedAre('a')
    // By now hints come from the new folder: well before the next reconcile.
    const askedAt = performance.now()
    write('b')
    await vi.waitFor(() => expect(watcher.status().arrivingCount).toBe(1), waiting)
    expect(performance.now() - askedAt).toBeLessThan(4_000)
  })

  it('is renamed away and back: its files are told again, they may be those of another', async () => {
    await watch({ reconcileMs: SOON_MS })
    write('a')
    await arrivedAre('a')
    renameSync(folder, join(root, 'away'))
    await stateIs('missing')
    renameSync(join(root, 'away'), folder)
    await arrivedAre('a', 'a')
    expect(watcher.status().state).toBe('watching')
  })

  it('is renamed away and another made in its place', async () => {
    await watch({ reconcileMs: SOON_MS })
    renameSync(folder, join(root, 'away'))
    mkdirSync(folder)
    writeFileSync(join(root, 'away', 'old'), 'x')
    write('new')
    await arrivedAre('new')
    expect(watcher.status().state).toBe('watching')
  })

  it('is unmounted and mounted again', needs('mounts'), async () => {
    const mount = (): Buffer =>
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    mount()
    await watch({ reconcileMs: SOON_MS })
    write('a')
    await arrivedAre('a')
    execFileSync('umount', ['-l', folder])
    write('under')
    await arrivedAre('a', 'under')
    mount()
    try {
      write('again')
      await arrivedAre('a', 'again', 'under')
      expect(watcher.status().state).toBe('watching')
    } finally {
      await watcher.stop()
      execFileSync('umount', ['-l', folder])
    }
  })

  it('is refused while it is not apart from the own places, and watched once it is', async () => {
    watcher = new FileSystemWatcher({
      quietMs: QUIET_MS,
      reconcileMs: SOON_MS,
      onArrived: (file) => arrived.push(file),
      onStatus: (status) => statuses.push(status),
    })
    write('a')
    await watcher.start(folder, { ...own, archiveFolder: join(folder, 'archive') })
    await stateIs('refused')
    expect(watcher.status().reason).toContain('archive')
    expect(arrived).toEqual([])
    await watcher.start(folder, own)
    await arrivedAre('a')
  })
})

describe('without events', () => {
  it('finds everything by reading the folder', async () => {
    await watch({ reconcileMs: SOON_MS, openHints: noHints })
    write('a')
    await arrivedAre('a')
    appendFileSync(join(folder, 'a'), 'more')
    await arrivedAre('a', 'a')
    unlinkSync(join(folder, 'a'))
    write('b')
    await arrivedAre('a', 'a', 'b')
    expect(watcher.status()).toMatchObject({ state: 'watching', arrivingCount: 0 })
  })

  it('says that it polls when the system has no watches left', async () => {
    await watch({
      reconcileMs: SOON_MS,
      openHints: (path, listener) => {
        listener.onFailure(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
        return noHints(path, listener)
      },
    })
    expect(watcher.status()).toMatchObject({
      state: 'watching',
      reason: expect.stringMatching(/^Watching by polling: .*max_user_watches/),
    })
    write('a')
    await arrivedAre('a')
  })

  it('survives hints that are wrong', async () => {
    let listener: HintListener | undefined
    await watch({
      openHints: (_path, given) => {
        listener = given
        return { close: async () => undefined }
      },
    })
    write('a')
    listener?.onName('a')
    listener?.onName('no such file')
    listener?.onName('..')
    listener?.onName('')
    await arrivedAre('a')
    write('b')
    listener?.onAny()
    await arrivedAre('a', 'b')
    expect(watcher.status()).toMatchObject({ state: 'watching', arrivingCount: 0 })
  })
})

describe('a folder of which somebody else says what is left alone', () => {
  it('is opened once more where that has changed while it was being opened', async () => {
    write('a')
    let openings = 0
    await watch({
      onOpened: async () => {
        openings += 1
        const isLeft = openings === 1
        if (isLeft) {
          watcher.reopen()
          await delay(10)
        }
        return () => (isLeft ? 'It lay here before.' : null)
      },
    })
    await arrivedAre('a')
    expect(openings).toBe(2)
  })

  it('is opened before a file of it is told of, where it takes the place of another', async () => {
    let listener: HintListener | undefined
    let openings = 0
    const other = join(root, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'b'), 'x')
    await watch({
      openHints: (_path, given) => {
        listener = given
        return { close: async () => undefined }
      },
      onOpened: async () => {
        openings += 1
        const isOther = openings > 1
        return () => (isOther ? 'It lay here before.' : null)
      },
    })
    renameSync(folder, join(root, 'away'))
    renameSync(other, folder)
    // All that is known is that a file is there.
    listener?.onName('b')
    await vi.waitFor(() => expect(watcher.status().ignoredCount).toBe(1), waiting)
    expect(openings).toBe(2)
    expect(arrived).toEqual([])
  })
})

describe('many files', () => {
  it('finds 5,000 at once and leaves the event loop free', async () => {
    await watch()
    for (let number = 0; number < 5_000; number += 1) write(`f${number}`)
    const busyMs = loopTurns()
    await vi.waitFor(() => expect(arrived).toHaveLength(5_000), { timeout: 150_000, interval: 50 })
    expect(new Set(namesArrived()).size).toBe(5_000)
    // The system tells of all of them in one turn, some 15 µs each; looking at each takes many turns.
    expect(busyMs()).toBeLessThan(250)
  })

  it('shows the first hundred of them and counts the rest', async () => {
    for (let number = 0; number < 300; number += 1) {
      write(`f${number}`)
      write(`.h${number}`)
    }
    await watch({ quietMs: 60_000 })
    const status = watcher.status()
    expect(status).toMatchObject({ arrivingCount: 300, ignoredCount: 300 })
    expect(status.arriving).toHaveLength(100)
    expect(status.ignored).toHaveLength(100)
  })
})

describe('status', () => {
  it('comes at most four times a second, and the last one is true', async () => {
    const times: number[] = []
    await watch({
      onStatus: (status) => {
        times.push(performance.now())
        statuses.push(status)
      },
    })
    for (let number = 0; number < 20; number += 1) {
      write(`f${number}`)
      await delay(20)
    }
    await vi.waitFor(() => expect(arrived).toHaveLength(20), waiting)
    await vi.waitFor(() => expect(statuses.at(-1)?.arrivingCount).toBe(0), waiting)
    const gaps = times.slice(2).map((time, index) => time - (times[index + 1] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(240)
  })

  it('follows the last of several calls that come at once', async () => {
    await watch()
    const other = join(root, 'other')
    mkdirSync(other)
    const calls = [watcher.start(folder, own), watcher.stop(), watcher.start(other, own)]
    await Promise.all(calls)
    await stateIs('watching')
    expect(watcher.status().folder).toBe(other)
    writeFileSync(join(other, 'here'), 'x')
    write('not watched any more')
    await arrivedAre('here')
    await Promise.all([watcher.start(folder, own), watcher.stop()])
    expect(watcher.status().state).toBe('off')
  })

  it('is off after stop, and nothing is told any more', async () => {
    await watch()
    write('a')
    await vi.waitFor(() => expect(watcher.status().arrivingCount).toBe(1), waiting)
    await watcher.stop()
    expect(statuses.at(-1)).toMatchObject({ state: 'off', folder: null })
    const count = statuses.length
    await delay(QUIET_MS * 2)
    expect(arrived).toEqual([])
    expect(statuses).toHaveLength(count)
  })
})
