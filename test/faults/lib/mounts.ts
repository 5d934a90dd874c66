import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { isRoot } from '../../../scripts/lib/project.js'
import { runQuietly } from '../../../scripts/lib/run.js'
import { installFromDebian } from '../../bench/peers/debian'

/** A file system that tells less of a file than most do. */
interface OddDisk {
  /** Packages of Debian's that have its commands, by command. */
  readonly packages: Readonly<Record<string, string>>
  /** What makes it in an image. */
  readonly make: readonly [string, ...string[]]
  /** What mounts a device, before device and folder. */
  readonly mount: readonly [string, ...string[]]
}

/** Times in whole seconds, and inodes that are made up anew whenever the disk is mounted. */
const oddDisks = {
  'whole seconds': {
    packages: { 'mkfs.ext2': 'e2fsprogs' },
    make: ['mkfs.ext2', '-q', '-I', '128'],
    mount: ['mount', '-t', 'ext2'],
  },
  'made-up inodes': {
    packages: { 'mkfs.exfat': 'exfatprogs', 'mount.exfat-fuse': 'exfat-fuse' },
    make: ['mkfs.exfat'],
    mount: ['mount.exfat-fuse'],
  },
} as const satisfies Record<string, OddDisk>
export type OddDiskName = keyof typeof oddDisks
export const oddDiskNames: readonly OddDiskName[] = ['whole seconds', 'made-up inodes']

const IMAGE_BYTES = 16 * 1024 * 1024

/** Small disks in memory that are there for one case each. */
export class Mounts {
  /** Why there can be none here; null when there can. */
  readonly trouble: string | null

  private constructor(trouble: string | null) {
    this.trouble = trouble
  }

  /** Why there can be no such disk here, found out by trying in the given empty folder. */
  async troubleWith(name: OddDiskName, folder: string): Promise<string | null> {
    if (this.trouble !== null) return this.trouble
    try {
      for (const [command, from] of Object.entries(oddDisks[name].packages)) {
        await installFromDebian(from, command)
      }
      await this.withinOdd(name, folder, async () => undefined)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** Runs with a disk of this kind in the folder. */
  async withinOdd<T>(name: OddDiskName, folder: string, run: () => Promise<T>): Promise<T> {
    const { make, mount } = oddDisks[name]
    mkdirSync(folder, { recursive: true })
    const image = `${folder}.img`
    writeFileSync(image, '')
    truncateSync(image, IMAGE_BYTES)
    await runQuietly(make[0], [...make.slice(1), image])
    const device = spawnSync('losetup', ['-f', '--show', image]).stdout.toString().trim()
    if (device === '') throw new Error('no loop device can be had')
    try {
      await runQuietly(mount[0], [...mount.slice(1), device, folder])
      try {
        return await run()
      } finally {
        await runQuietly('umount', ['-l', folder])
      }
    } finally {
      await runQuietly('losetup', ['-d', device])
      rmSync(image)
    }
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
