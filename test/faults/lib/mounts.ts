import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { isRoot } from '../../../scripts/lib/project.js'
import { runQuietly } from '../../../scripts/lib/run.js'

/** Small disks in memory that are there for one case each. */
export class Mounts {
  /** Why there can be none here; null when there can. */
  readonly trouble: string | null

  private constructor(trouble: string | null) {
    this.trouble = trouble
  }

  /** Finds out by trying, in the given empty folder. */
  static async find(folder: string): Promise<Mounts> {
    if (process.platform !== 'linux') return new Mounts('small disks can be made on Linux only')
    if (!isRoot) return new Mounts('only root may make small disks')
    try {
      await new Mounts(null).within(folder, 'size=1m', async () => undefined)
      return new Mounts(null)
    } catch (error) {
      return new Mounts(error instanceof Error ? error.message : String(error))
    }
  }

  /** Runs with a disk of this kind (`size=6m`) in the folder. */
  async within<T>(folder: string, options: string, run: () => Promise<T>): Promise<T> {
    mkdirSync(folder, { recursive: true })
    await runQuietly('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
    try {
      return await run()
    } finally {
      await runQuietly('umount', ['-l', folder])
    }
  }

  /** Gives a disk that is mounted other options. */
  async resize(folder: string, options: string): Promise<void> {
    await runQuietly('mount', ['-o', `remount,${options}`, folder])
  }
}

/** Unmounts what an interrupted run has left mounted below the folder. */
export function removeDisks(folder: string): void {
  if (process.platform !== 'linux') return
  for (const line of readFileSync('/proc/self/mounts', 'utf8').split('\n')) {
    const path = line.split(' ')[1] ?? ''
    if (path.startsWith(`${folder}/`)) spawnSync('umount', ['-l', path])
  }
}
