import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sameIdentity } from '../../../src/main/record/identity'
import { endSource } from '../../../src/main/ingest/source/endSource'
import { HeldFolder } from '../../../src/main/ingest/source/heldFolder'
import type { SourceRequest, SourceVerdict } from '../../../src/main/ingest/source/types'
import { needs } from '../../helpers/needs'
import { until } from '../../helpers/station'
import {
  CONTENT,
  SmallDisk,
  Station,
  completeCounts,
  holders,
  identityAt,
  testTime,
} from './station'

const never = new AbortController().signal

let station: Station
beforeEach(() => {
  station = new Station()
})
afterEach(() => {
  station.remove()
})

function end(change: Partial<SourceRequest> = {}, time = testTime()): Promise<SourceVerdict> {
  return endSource(station.request(change), station.ledger, time, never)
}

/** Bytes of all files in a folder; 0 while it is not there. */
function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}

describe('delete', () => {
  it('removes the file, in this order: proof, intent, file, record', async () => {
    const there: [string, string[]][] = []
    station.ledger.before = (call) => there.push([call, station.names()])
    const verdict = await end()
    expect(verdict).toEqual({ state: 'deleted', reason: null, path: null, identity: null })
    expect(there).toEqual([
      ['barrier', ['pass.jsonl']],
      ['readBack', ['pass.jsonl']],
      ['note', ['pass.jsonl']],
      ['removing', ['pass.jsonl']],
      ['deleted', []],
    ])
    expect(station.ledger.state).toBe('deleted')
  })

  it('leaves every other file in the folder alone', async () => {
    station.write('other.jsonl', 'other')
    await end()
    expect(station.names()).toEqual(['other.jsonl'])
  })

  it('works through a watched folder that is a link', async () => {
    const link = join(station.root, 'link')
    symlinkSync(station.folder, link)
    const verdict = await end({ folder: link, path: join(link, 'pass.jsonl') })
    expect(verdict.state).toBe('deleted')
    expect(station.names()).toEqual([])
  })

  it.each(['a\nb.jsonl', '..%2f..%2fpasswd', '-rf', '<img onerror>', 'x'.repeat(255), 'ünï‮.jsonl'])(
    'removes exactly the file named %j',
    async (name) => {
      renameSync(station.path, join(station.folder, name))
      station.write('near.jsonl', 'near')
      const path = join(station.folder, name)
      const verdict = await end({ path, identity: identityAt(path) })
      expect(verdict.state).toBe('deleted')
      expect(station.names()).toEqual(['near.jsonl'])
    },
  )
})

describe('what lies there now', () => {
  it.each(['delete', 'archive'] as const)(
    'is left in the folder (%s) when it is not what was read, though it looks the same, and its row passes for no file',
    async (action) => {
      // Other bytes, as many as before, that no time tells of.
      const other = CONTENT.replace('1}', '9}')
      writeFileSync(station.path, other)
      const identity = identityAt(station.path)
      const verdict = await end({ action, identity })
      expect(verdict).toMatchObject({ state: 'present', path: station.path, identity: null })
      expect(verdict.reason).toContain('it was written to')
      expect(readFileSync(station.path, 'utf8')).toBe(other)
      expect(station.ledger.calls).toEqual(['barrier', 'readBack', 'present'])
      expect(sameIdentity(station.ledger.identity ?? identity, identity)).toBe(false)
    },
  )

  it('stays when it can not be read again, and is tried again', async () => {
    const verdict = await end({ fingerprintOf: () => Promise.reject(new Error('EIO')) })
    expect(verdict).toMatchObject({ state: 'stuck', identity: identityAt(station.path) })
    expect(verdict.reason).toContain("It can't be read once more: EIO.")
  })

  it('is on disk before it is read: from then on every store into it moves its times', async () => {
    const done: string[] = []
    const syncFile = vi.spyOn(HeldFolder.prototype, 'syncFile').mockImplementation(async () => {
      done.push('sync')
    })
    const { fingerprintOf } = station.request()
    await end({
      fingerprintOf: (path) => {
        done.push('read')
        return fingerprintOf(path)
      },
    })
    syncFile.mockRestore()
    expect(done).toEqual(['sync', 'read'])
  })
})

describe('keep', () => {
  it('is recorded at once and touches nothing', async () => {
    const verdict = await end({ action: 'keep' })
    expect(verdict).toMatchObject({ state: 'kept', path: station.path })
    expect(station.ledger.calls).toEqual(['kept'])
    expect(readFileSync(station.path, 'utf8')).toBe(CONTENT)
  })
})

describe('the grace time', () => {
  it('is looked through at least every second', async () => {
    const looks: number[] = []
    await end(
      { graceMs: 2_500 },
      testTime((now) => looks.push(now)),
    )
    expect(looks).toEqual([1_000, 2_000, 2_500])
  })

  it.each<[string, string, (path: string) => void]>([
    ['grown', 'it has grown', (path) => appendFileSync(path, '{"a":4}\n')],
    ['cut', 'it has become shorter', (path) => writeFileSync(path, 'short')],
    [
      'rewritten in place with its old size',
      'it was written to',
      (path) => writeFileSync(path, CONTENT.toUpperCase()),
    ],
    [
      'rewritten in place with its old size and time',
      'its permissions, name or links were changed',
      (path) => {
        const { atimeMs, mtime } = lstatSync(path)
        const exact = mtime.getTime() / 1_000
        utimesSync(path, atimeMs / 1_000, exact)
      },
    ],
    [
      'replaced',
      'another file took its place',
      (path) => {
        writeFileSync(`${path}.new`, CONTENT)
        renameSync(`${path}.new`, path)
      },
    ],
  ])('leaves a file that was %s', async (_how, words, change) => {
    // A whole millisecond, which utimes can set exactly.
    utimesSync(station.path, 1_000, 1_700_000_000.5)
    const verdict = await end(
      {},
      testTime((now) => {
        if (now === 5_000) change(station.path)
      }),
    )
    expect(verdict.state).toBe('present')
    expect(verdict.reason).toContain(words)
    expect(verdict.identity).toBeNull()
    expect(station.names()).toEqual(['pass.jsonl'])
    expect(station.ledger.calls).toEqual(['present'])
  })

  it('counts a file that somebody else removed as gone', async () => {
    const verdict = await end(
      {},
      testTime(() => rmSync(station.path)),
    )
    expect(verdict.state).toBe('deleted')
    expect(verdict.reason).toContain('Something else')
  })

  it('does not take a folder that is out of reach for a removed file', async () => {
    const verdict = await end(
      {},
      testTime(() => renameSync(station.folder, join(station.root, 'unplugged'))),
    )
    expect(verdict.state).toBe('stuck')
    expect(holders(station.root, CONTENT)).toHaveLength(1)
  })

  it('ends with the signal, the file untouched', async () => {
    const controller = new AbortController()
    const time = testTime(() => controller.abort(new Error('stopping')))
    const ended = endSource(station.request(), station.ledger, time, controller.signal)
    await expect(ended).rejects.toThrow('stopping')
    expect(station.names()).toEqual(['pass.jsonl'])
    expect(station.ledger.calls).toEqual([])
  })
})

describe('the proof', () => {
  it.each<[string, object]>([
    ['the file is failed there', { status: 'failed' }],
    ['1 records instead of 2', { storedRecords: 1 }],
    ['0 bad lines instead of 1', { storedErrors: 0 }],
    ['2 imported and bad lines instead of 3', { importedLines: 1, storedRecords: 1 }],
    ['4 lines instead of 3', { totalLines: 4, importedLines: 3, storedRecords: 3 }],
    ['its fingerprint', { fingerprint: 'other' }],
    ['its fingerprint', { fingerprint: null }],
  ])('fails with "%s"', async (words, change) => {
    station.ledger.stored = { ...completeCounts, ...change }
    const verdict = await end()
    expect(verdict.state).toBe('stuck')
    expect(verdict.reason).toContain(words)
    expect(verdict.identity).toEqual(identityAt(station.path))
    expect(station.ledger.calls).toEqual(['barrier', 'readBack', 'stuck'])
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('holds when a bad line was mended meanwhile', async () => {
    const mended = { importedLines: 3, errorLines: 0, storedRecords: 3, storedErrors: 0 }
    station.ledger.stored = { ...completeCounts, ...mended }
    expect((await end()).state).toBe('deleted')
  })

  it('fails when the database has no such file', async () => {
    station.ledger.stored = null
    expect((await end()).state).toBe('stuck')
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('fails when the lines can not be put on disk', async () => {
    station.ledger.before = (call) => {
      if (call === 'barrier') throw Object.assign(new Error('fsync failed'), { code: 'EIO' })
    }
    const verdict = await end()
    expect(verdict.state).toBe('stuck')
    expect(verdict.reason).toContain('the disk reported an error')
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('stays when its removal can not be noted beside the database', async () => {
    station.ledger.before = (call) => {
      if (call === 'note') throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    }
    const verdict = await end()
    expect(verdict.state).toBe('stuck')
    expect(verdict.reason).toContain(
      "Its removal can't be noted beside the database: the disk is full",
    )
    expect(station.ledger.calls).toEqual(['barrier', 'readBack', 'stuck'])
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('touches nothing when the intent can not be recorded', async () => {
    station.ledger.before = (call) => {
      if (call === 'removing') throw new Error('disk full')
    }
    await expect(end()).rejects.toThrow('disk full')
    expect(station.names()).toEqual(['pass.jsonl'])
  })
})

describe('a file put in its place at the last moment', () => {
  it.each(['barrier', 'readBack', 'removing'])('at %s: stays, whole', async (moment) => {
    station.ledger.before = (call) => {
      if (call !== moment) return
      writeFileSync(`${station.path}.new`, 'new content')
      renameSync(`${station.path}.new`, station.path)
    }
    const verdict = await end()
    expect(verdict.state).toBe('present')
    expect(station.names()).toEqual(['pass.jsonl'])
    expect(readFileSync(station.path, 'utf8')).toBe('new content')
  })

  it.each(['barrier', 'readBack', 'removing'])(
    'at %s: lines that are appended stay',
    async (moment) => {
      station.ledger.before = (call) => {
        if (call === moment) appendFileSync(station.path, '{"a":4}\n')
      }
      const verdict = await end()
      expect(verdict.state).toBe('present')
      expect(readFileSync(station.path, 'utf8')).toBe(`${CONTENT}{"a":4}\n`)
    },
  )
})

describe('a file that was rewritten at the last moment, its size and time restored', () => {
  it.each(['barrier', 'readBack', 'removing'])('at %s: stays', async (moment) => {
    utimesSync(station.path, 1_000, 1_700_000_000)
    const rewritten = CONTENT.toUpperCase()
    station.ledger.before = (call) => {
      if (call !== moment) return
      writeFileSync(station.path, rewritten)
      utimesSync(station.path, 1_000, 1_700_000_000)
    }
    const verdict = await end()
    expect(verdict).toMatchObject({ state: 'present', identity: null })
    expect(readFileSync(station.path, 'utf8')).toBe(rewritten)
  })
})

describe('only the watched folder', () => {
  it('refuses a file that lies elsewhere', async () => {
    const elsewhere = join(station.root, 'elsewhere')
    mkdirSync(elsewhere)
    const path = join(elsewhere, 'pass.jsonl')
    writeFileSync(path, CONTENT)
    const verdict = await end({ path, identity: identityAt(path) })
    expect(verdict.state).toBe('stuck')
    expect(verdict.reason).toContain('does not lie in the watched folder')
    expect(readdirSync(elsewhere)).toEqual(['pass.jsonl'])
  })

  it('refuses a file in a folder that has become a link elsewhere', async () => {
    const elsewhere = join(station.root, 'elsewhere')
    station.ledger.before = (call) => {
      if (call !== 'readBack') return
      renameSync(station.folder, elsewhere)
      mkdirSync(station.folder)
      symlinkSync(join(elsewhere, 'pass.jsonl'), station.path)
    }
    const verdict = await end()
    expect(verdict.state).toBe('present')
    expect(readFileSync(join(elsewhere, 'pass.jsonl'), 'utf8')).toBe(CONTENT)
  })

  it('acts in the folder that it opened when another is put in its place', async () => {
    const moved = join(station.root, 'moved')
    const victim = join(station.root, 'victim')
    mkdirSync(victim)
    writeFileSync(join(victim, 'pass.jsonl'), 'not ours')
    station.ledger.before = (call) => {
      if (call !== 'removing') return
      renameSync(station.folder, moved)
      symlinkSync(victim, station.folder)
    }
    await end()
    expect(readdirSync(victim)).toEqual(['pass.jsonl'])
    expect(readFileSync(join(victim, 'pass.jsonl'), 'utf8')).toBe('not ours')
  })
})

describe('archive', () => {
  it('moves the file to the archive, which it makes', async () => {
    const verdict = await end({ action: 'archive' })
    const path = join(station.archive, 'pass.jsonl')
    expect(verdict).toEqual({ state: 'archived', reason: null, path, identity: null })
    expect(station.names()).toEqual([])
    expect(station.archived()).toEqual(['pass.jsonl'])
    expect(readFileSync(path, 'utf8')).toBe(CONTENT)
  })

  it('never overwrites: a taken name gets a number', async () => {
    mkdirSync(station.archive)
    writeFileSync(join(station.archive, 'pass.jsonl'), 'first')
    writeFileSync(join(station.archive, 'pass (2).jsonl'), 'second')
    const verdict = await end({ action: 'archive' })
    expect(verdict.path).toBe(join(station.archive, 'pass (3).jsonl'))
    expect(readFileSync(join(station.archive, 'pass.jsonl'), 'utf8')).toBe('first')
    expect(readFileSync(join(station.archive, 'pass (2).jsonl'), 'utf8')).toBe('second')
  })

  it('takes the place of a deletion that would lose bytes', async () => {
    station.ledger.stored = {
      ...completeCounts,
      leftOut: { ...completeCounts.leftOut, unknownKeys: 1, unknownValues: 399 },
    }
    const verdict = await end({ action: 'delete' })
    expect(verdict.state).toBe('archived')
    expect(verdict.reason).toBe('399 values under 1 unknown key')
    expect(station.archived()).toEqual(['pass.jsonl'])
  })

  it('does not make a whole missing path: the disk may not be connected', async () => {
    const verdict = await end({
      action: 'archive',
      archiveFolder: join(station.root, 'usb', 'archive'),
    })
    expect(verdict.state).toBe('stuck')
    expect(existsSync(join(station.root, 'usb'))).toBe(false)
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it('refuses the watched folder itself', async () => {
    const verdict = await end({ action: 'archive', archiveFolder: station.folder })
    expect(verdict.state).toBe('stuck')
    expect(station.names()).toEqual(['pass.jsonl'])
  })
})

describe('archive on another disk', needs('mounts'), () => {
  let small: SmallDisk
  let archiveFolder: string
  beforeEach(() => {
    small = new SmallDisk('128k')
    archiveFolder = join(small.path, 'archive')
  })
  afterEach(() => {
    small.remove()
  })

  it('copies, compares, and only then removes', async () => {
    utimesSync(station.path, 1_000, 1_700_000_000)
    chmodSync(station.path, 0o640)
    const verdict = await end({ action: 'archive', archiveFolder })
    const path = join(archiveFolder, 'pass.jsonl')
    expect(verdict).toEqual({ state: 'archived', reason: null, path, identity: null })
    expect(station.names()).toEqual([])
    expect(readdirSync(archiveFolder)).toEqual(['pass.jsonl'])
    expect(readFileSync(path, 'utf8')).toBe(CONTENT)
    expect(lstatSync(path).mtimeMs).toBe(1_700_000_000_000)
    expect(lstatSync(path).mode & 0o777).toBe(0o640)
  })

  it('gives a number where the name is taken by other content', async () => {
    mkdirSync(archiveFolder)
    writeFileSync(join(archiveFolder, 'pass.jsonl'), 'first')
    const verdict = await end({ action: 'archive', archiveFolder })
    expect(verdict.path).toBe(join(archiveFolder, 'pass (2).jsonl'))
    expect(readFileSync(join(archiveFolder, 'pass.jsonl'), 'utf8')).toBe('first')
  })

  it('leaves the file under its own name when the archive is full, and goes when there is room', async () => {
    const big = `${CONTENT}${'x'.repeat(100_000)}\n`
    station.read(big)
    mkdirSync(archiveFolder)
    const ballast = join(small.path, 'ballast')
    writeFileSync(ballast, 'x'.repeat(60_000))
    const verdict = await end({ action: 'archive', archiveFolder })
    expect(verdict.state).toBe('stuck')
    expect(verdict.reason).toContain('the disk is full')
    expect(verdict.reason).toContain(archiveFolder)
    expect(verdict.identity).toEqual(identityAt(station.path))
    expect(readdirSync(archiveFolder)).toEqual([])
    expect(readFileSync(station.path, 'utf8')).toBe(big)

    rmSync(ballast)
    const again = await end({ action: 'archive', archiveFolder })
    expect(again.state).toBe('archived')
    expect(readFileSync(join(archiveFolder, 'pass.jsonl'), 'utf8')).toBe(big)
  })

  it('copies a large file whole, in a thread of its own', async () => {
    const large = new SmallDisk('40m')
    try {
      const big = Buffer.alloc(32 * 1024 ** 2, CONTENT)
      station.read(big)
      const folder = join(large.path, 'archive')
      const verdict = await end({ action: 'archive', archiveFolder: folder })
      expect(verdict.state).toBe('archived')
      expect(readFileSync(join(folder, 'pass.jsonl')).equals(big)).toBe(true)
      expect(station.names()).toEqual([])
    } finally {
      large.remove()
    }
  })

  it('stops in the middle of a large copy, the file untouched', async () => {
    const large = new SmallDisk('140m')
    try {
      station.read(Buffer.alloc(128 * 1024 ** 2))
      const folder = join(large.path, 'archive')
      const stop = new AbortController()
      const ending = endSource(
        station.request({ action: 'archive', archiveFolder: folder }),
        station.ledger,
        testTime(),
        stop.signal,
      )
      await until('a part of the copy', () => sizeOf(folder) > 1024 ** 2)
      stop.abort(new Error('stopped'))
      await expect(ending).rejects.toThrow('stopped')
      expect(station.names()).toEqual(['pass.jsonl'])
      expect(readdirSync(folder)).toEqual([])
      expect(station.ledger.state).toBe('removing')
    } finally {
      large.remove()
    }
  })

  it('copies between two mounts of one disk', async () => {
    const other = join(station.root, 'other')
    mkdirSync(other)
    mkdirSync(station.archive)
    execFileSync('mount', ['--bind', other, station.archive])
    try {
      const verdict = await end({ action: 'archive' })
      expect(verdict).toMatchObject({ state: 'archived' })
      expect(readFileSync(join(other, 'pass.jsonl'), 'utf8')).toBe(CONTENT)
      expect(readdirSync(other)).toEqual(['pass.jsonl'])
      expect(station.names()).toEqual([])
    } finally {
      execFileSync('umount', [station.archive])
    }
  })
})

describe('a file that can not be removed', needs('files that nobody may remove'), () => {
  it.each(['delete', 'archive'] as const)(
    '%s: is stuck with the reason, and goes later',
    async (action) => {
      execFileSync('chattr', ['+i', station.path])
      let verdict: SourceVerdict
      try {
        verdict = await end({ action, identity: identityAt(station.path) })
      } finally {
        execFileSync('chattr', ['-i', station.path])
      }
      expect(verdict.state).toBe('stuck')
      expect(verdict.reason).toContain('write-protected (EPERM)')
      expect(station.names()).toEqual(['pass.jsonl'])
      // chattr sets a new ctime, as taking a file's protection away always does.
      const again = await end({ action, identity: identityAt(station.path) })
      expect(again.state).toBe(action === 'delete' ? 'deleted' : 'archived')
      expect(station.names()).toEqual([])
    },
  )
})

describe('a row that was settled as being there still', () => {
  it('ends with the identity that the verdict gave', async () => {
    const first = await end({ archiveFolder: join(station.root, 'no', 'such'), action: 'archive' })
    expect(first.state).toBe('stuck')
    const second = await end({ identity: first.identity ?? station.request().identity })
    expect(second.state).toBe('deleted')
  })
})

describe('a file that somebody has open for writing', () => {
  it('stays before anything is intended', async () => {
    const verdict = await end({ writerOf: async () => 'rsync, process 7' })
    expect(verdict).toMatchObject({
      state: 'stuck',
      reason: expect.stringContaining('open for writing (rsync, process 7)'),
    })
    expect(station.ledger.calls).toEqual(['barrier', 'readBack', 'stuck'])
    expect(station.names()).toEqual(['pass.jsonl'])
  })

  it.each(['delete', 'archive'] as const)(
    'only since it has its private name is put back: %s',
    async (action) => {
      const writerOf = async (): Promise<string | null> =>
        station.names().includes('(private)') ? 'rsync, process 7' : null
      const verdict = await end({ action, writerOf })
      expect(verdict).toMatchObject({
        state: 'stuck',
        reason: expect.stringContaining('open for writing (rsync, process 7)'),
      })
      expect(station.names()).toEqual(['pass.jsonl'])
      expect(station.archived()).toEqual([])
      expect((await end({ action })).state).toBe(action === 'delete' ? 'deleted' : 'archived')
    },
  )
})
