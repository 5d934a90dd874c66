import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeFolder } from '../../../scripts/lib/project.js'

/** The oldest release that packages are for. */
const RELEASE = 'bookworm'

/** A Debian with nothing in it but what every one has; it is kept, as making it takes a minute. */
const base = join(runtimeFolder, `debian-${RELEASE}`)

/** A user of that machine. */
export const USER = 'pilot'

/** A machine of a test's own; its system is a layer over one that never changes. */
export interface BareDebian {
  /** Its root folder, as seen from here. */
  readonly root: string
  /** Runs a command as its root; answers what that printed. */
  run(...command: string[]): string
  /** Starts a shell script as its user, with the display. */
  start(script: string): ChildProcess
  remove(): void
}

export function bareDebian(): BareDebian {
  if (!existsSync(base)) makeBase()
  const folder = mkdtempSync(join(runtimeFolder, 'debian-test-'))
  const root = join(folder, 'root')
  const layers = ['upper', 'work'].map((name) => join(folder, name))
  for (const path of [root, ...layers]) mkdirSync(path)
  const [upper, work] = layers
  const options = `lowerdir=${base},upperdir=${upper},workdir=${work}`
  const sockets = join(root, 'tmp', '.X11-unix')
  host('mount', '-t', 'overlay', '-o', options, 'overlay', root)
  host('mount', '-t', 'proc', 'proc', join(root, 'proc'))
  host('mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', join(root, 'dev'))
  host('cp', '-a', ...DEVICES.map((name) => join('/dev', name)), join(root, 'dev'))
  mkdirSync(join(root, 'dev', 'shm'))
  host('chmod', '1777', join(root, 'dev', 'shm'))
  mkdirSync(sockets, { recursive: true })
  host('mount', '--bind', '/tmp/.X11-unix', sockets)
  const inside = (...command: string[]): string => host('chroot', root, ...command)
  inside('useradd', '--create-home', USER)
  return {
    root,
    run: inside,
    start: (script) =>
      spawn('chroot', [`--userspec=${USER}:${USER}`, root, 'sh', '-c', script], {
        env: { ...PLAIN, HOME: `/home/${USER}`, DISPLAY: process.env['DISPLAY'] },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove() {
      for (const path of [sockets, join(root, 'dev'), join(root, 'proc'), root]) {
        host('umount', '--lazy', path)
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty']
const PLAIN = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' }

function makeBase(): void {
  const unfinished = `${base}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(runtimeFolder, { recursive: true })
  host('debootstrap', '--variant=minbase', RELEASE, unfinished)
  host('mv', unfinished, base)
}

function host(command: string, ...args: string[]): string {
  const env = { ...PLAIN, DEBIAN_FRONTEND: 'noninteractive' }
  return execFileSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
