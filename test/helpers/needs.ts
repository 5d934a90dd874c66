import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { TestOptions } from 'vitest'
import { realPackages } from './packages'

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test is not run on this machine. */
    notRun?: string
  }
}

const NOBODY = 65_534

/** The system's own, which has what Debian installs for it. */
export const PYTHON = '/usr/bin/python3'

/** What a desktop is made of in tests, and what Electron notifies it by. */
const TRY_BUS = `
import ctypes, sys
try:
    from gi.repository import Gio
    ctypes.CDLL('libnotify.so.4')
except Exception as error:
    sys.exit(str(error))
`

/** Tries each thing for real, because neither being root nor having a tool says that it may be used. */
const attempts = {
  Linux: () => {
    if (process.platform !== 'linux') throw new Error(`this is ${process.platform}`)
  },
  'another user': () => run('true', [], { uid: NOBODY, gid: NOBODY }),
  mounts: () =>
    inFolder((folder) => {
      const other = join(folder, 'other')
      mkdirSync(other)
      run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
      run('umount', ['-l', folder])
      run('mount', ['--bind', other, folder])
      run('umount', ['-l', folder])
    }),
  'disks in files': () =>
    inFolder((folder) => {
      const image = join(folder, 'image')
      writeFileSync(image, Buffer.alloc(1024 ** 2))
      run('mkfs.ext2', ['-q', '-F', image])
      run('debugfs', ['-R', 'stats', image])
      run('mount', ['-o', 'loop', image, folder])
      run('umount', ['-l', folder])
    }),
  python3: () => run('python3', ['--version']),
  'a session bus': () => {
    run('dbus-daemon', ['--version'])
    run('gdbus', ['help'])
    run(PYTHON, ['-c', TRY_BUS])
  },
  'files that nobody may remove': () =>
    inFolder((folder) => {
      const path = join(folder, 'file')
      writeFileSync(path, '')
      run('chattr', ['+i', path])
      run('chattr', ['-i', path])
    }),
  'device files': () => inFolder((folder) => run('mknod', [join(folder, 'device'), 'c', '1', '5'])),
  'a limit on processes': () => run('prlimit', ['--nofile=1000', 'true']),
  debootstrap: () => {
    if (process.getuid?.() !== 0) throw new Error('it is for root alone')
    run('debootstrap', ['--version'])
  },
  'apt-ftparchive': () => {
    run('apt-ftparchive', ['--version'])
    run('gpg', ['--version'])
  },
  'dpkg-deb': () => run('dpkg-deb', ['--version']),
  'types of files': () => {
    run('update-mime-database', ['-v'])
    run('update-desktop-database', ['--help'])
    run('gio', ['version'])
  },
  strace: () => run('strace', ['-f', '-qq', '-o', '/dev/null', 'true']),
  'a user namespace': () =>
    run('unshare', ['-Urm', 'sh', '-c', 'echo 0 > /proc/sys/user/max_inotify_watches']),
  'a network of its own': () => run('unshare', ['--net', '--', 'true']),
  'the real packages': () => {
    if (realPackages.missing) throw new Error('they are not beside the project')
  },
} as const

type Need = keyof typeof attempts

/**
 * Options of a test, or of a group of them, that not every machine lets do what it must. Where it
 * doesn't, the test is not run, and the end of the run says so and why.
 */
export function needs(...all: readonly Need[]): TestOptions {
  return unless(all.map(troubleWith).find((trouble) => trouble !== null))
}

/** The same for a test that reads a file which is not the project's own. */
export function needsFile(path: string): TestOptions {
  return unless(existsSync(path) ? undefined : `it needs ${basename(path)}, which is not here`)
}

function unless(notRun: string | null | undefined): TestOptions {
  return typeof notRun === 'string' ? { skip: true, meta: { notRun } } : {}
}

const known = new Map<Need, string | null>()

function troubleWith(need: Need): string | null {
  const before = known.get(need)
  if (before !== undefined) return before
  const trouble = attempt(need)
  known.set(need, trouble)
  return trouble
}

function attempt(need: Need): string | null {
  try {
    attempts[need]()
    return null
  } catch (error) {
    return `it needs ${need}: ${error instanceof Error ? wordsOf(error) : String(error)}`
  }
}

/** What the tool itself said, where it did. */
function wordsOf(error: Error): string {
  const said = String(Reflect.get(error, 'stderr') ?? '').trim()
  return (said === '' ? error.message : said).split('\n')[0] ?? ''
}

function run(command: string, args: readonly string[], options: ExecFileSyncOptions = {}): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options })
}

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'downlink-needs-'))
  try {
    use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
