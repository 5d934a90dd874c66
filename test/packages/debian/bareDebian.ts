import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { runtimeFolder } from '../../../scripts/lib/project.js'
import { until } from '../../helpers/station'

/** The oldest release that packages are for. */
const RELEASE = 'bookworm'

/** A Debian with nothing in it but what every one has; it is kept, as making it takes a minute. */
const base = join(runtimeFolder, `debian-${RELEASE}`)
/** What was downloaded for it, which is kept too. */
const archives = join(runtimeFolder, `debian-${RELEASE}-archives`)

/** A user of that machine. */
const USER = 'pilot'
export const USERS_HOME = `/home/${USER}`

/** A machine of a test's own; its system is a layer over one that never changes. */
export interface BareDebian {
  /** Its root folder, as seen from here; SQLite opens nothing by such a path. */
  readonly root: string
  /** Its user's home folder, as a folder here. */
  readonly home: string
  /** Runs a command as its root; answers what that printed. */
  run(...command: string[]): Promise<string>
  /** The same as its user. */
  runAsUser(...command: string[]): Promise<string>
  /** Runs what starts other programs, which may outlive it. */
  launch(...command: string[]): Promise<void>
  /** Starts a program as its user. */
  start(...command: string[]): Promise<Started>
  /** Whether a program of that name runs there. */
  isRunning(program: string): boolean
  remove(): Promise<void>
}

/** A program that runs in such a machine. */
export interface Started {
  /** As the system here counts it. */
  readonly pid: number
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  kill(signal: NodeJS.Signals): void
}

/**
 * Whoever has the machine holds a pipe. When that closes, however its holder ended, the machine's
 * first process ends, and the system kills the others and takes all mounts away with it.
 */
const MACHINE = `
set -e
cd "$1"
mkdir root upper work home
mount -t overlay -o "lowerdir=$2,upperdir=upper,workdir=work" overlay root
mount -t proc proc root/proc
mount -t tmpfs -o mode=755 tmpfs root/dev
for name in null zero full random urandom tty; do cp -a "/dev/$name" root/dev; done
mkdir -m 1777 root/dev/shm
mount --bind home root/home
mount --bind "$3" root/var/cache/apt/archives
shift 3
for path; do mkdir -p "root$path"; mount --bind "$path" "root$path"; done
echo ready
cat > /dev/null
`
/** In a namespace of mounts of its own: what is removed at the end has none in it. */
const HOLD = 'unshare --mount --pid --fork sh -c "$0" sh "$@"; rm -rf "$1"'

/**
 * @param shared folders of this machine that it has too
 * @param env of its user, beside what everybody has
 */
export async function bareDebian(
  shared: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<BareDebian> {
  if (!existsSync(base)) await makeBase()
  mkdirSync(join(archives, 'partial'), { recursive: true })
  const folder = mkdtempSync(join(runtimeFolder, 'debian-test-'))
  const hold = ['-c', HOLD, MACHINE, folder, base, archives, ...shared]
  // In a session of its own: what ends this one is not to end it before it has cleaned up.
  const holder = spawn('sh', hold, { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(holder, 'exit')
  await Promise.race([once(createInterface(holder.stdout), 'line'), ended])
  const [init] = childrenOf(holder.pid ?? 0).flatMap(childrenOf)
  if (init === undefined) throw new Error('The machine did not start.')
  const within = ['--target', String(init), '--mount', '--pid', '--', 'chroot']
  const root = join(folder, 'root')
  const asRoot = [...within, root]
  const asUser = [...within, `--userspec=${USER}:${USER}`, root]
  const usersEnv = { ...PLAIN, ...env, HOME: USERS_HOME, USER }
  const run = (...command: string[]): Promise<string> => output('nsenter', [...asRoot, ...command])
  await run('useradd', '--create-home', USER)
  const seen = join('/proc', String(init), 'root', root)
  return {
    root: seen,
    home: join(folder, 'home', USER),
    run,
    runAsUser: (...command) => output('nsenter', [...asUser, ...command], usersEnv),
    async launch(...command) {
      const child = spawn('nsenter', [...asUser, ...command], { env: usersEnv, stdio: 'ignore' })
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}.`)
    },
    async start(...command) {
      const child = spawn('nsenter', [...asUser, ...command], { env: usersEnv, stdio: 'ignore' })
      return started(child)
    },
    isRunning: (program) =>
      readdirSync(join(seen, 'proc')).some((pid) => commandOf(join(seen, 'proc', pid)) === program),
    async remove() {
      holder.stdin.end()
      await ended
    },
  }
}

const PLAIN = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' }

/** nsenter waits for the program, which is its only child. */
async function started(child: ChildProcess): Promise<Started> {
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal)
  let pid: number | undefined
  await until('its start', () => {
    ;[pid] = childrenOf(child.pid ?? 0)
    return pid !== undefined || child.exitCode !== null
  })
  if (pid === undefined) throw new Error('It ended at its start.')
  const found = pid
  return { pid: found, ended, kill: (signal) => void process.kill(found, signal) }
}

/** The file name of what a process was started as; empty for what is none, or no more. */
function commandOf(folder: string): string {
  try {
    return basename(readFileSync(join(folder, 'cmdline'), 'utf8').split('\0')[0] ?? '')
  } catch {
    return ''
  }
}

function childrenOf(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return listed === '' ? [] : listed.split(' ').map(Number)
  } catch {
    return []
  }
}

async function makeBase(): Promise<void> {
  const unfinished = `${base}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(runtimeFolder, { recursive: true })
  await output('debootstrap', ['--variant=minbase', RELEASE, unfinished])
  // Nothing of it has to outlive a power cut.
  writeFileSync(join(unfinished, 'etc/dpkg/dpkg.cfg.d/unsafe-io'), 'force-unsafe-io\n')
  renameSync(unfinished, base)
}

/** Both of its streams, which are in the error when it fails. */
async function output(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { ...PLAIN, DEBIAN_FRONTEND: 'noninteractive' },
): Promise<string> {
  const options = { env, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 } as const
  const { stdout, stderr } = await promisify(execFile)(command, args, options)
  return stdout + stderr
}
