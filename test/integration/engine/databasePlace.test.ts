import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DatabaseInUseError } from '../../../src/main/database/connection/lock'
import { databasePathOf } from '../../../src/main/ingest/databaseService/databasePath'
import type { AskSystem } from '../../../src/main/ingest/fileSystems/fileSystem'
import { needs } from '../../helpers/needs'
import { afterTest } from '../../helpers/afterTest'
import { runStation, tempFolder } from '../../helpers/station'

/** A system that has no list of mounts. */
const numbered = (type: number): AskSystem => ({
  mounts: async () => null,
  statfs: async () => ({ type }),
})

/** A system whose drives are those of a mountinfo text. */
const mounted = (...lines: readonly string[]): AskSystem => ({
  mounts: async () => ['22 1 8:1 / / rw - ext4 /dev/sda1 rw', ...lines].join('\n'),
  statfs: async () => ({ type: 0xef53 }),
})

const drive = (point: string, type: string): string =>
  `30 22 0:44 / ${point.replaceAll(' ', '\\040')} rw,relatime shared:1 - ${type} somewhere rw`

describe('a database on a drive where it is not safe', () => {
  it.each([
    'nfs4',
    'cifs',
    'smb3',
    'ceph',
    'lustre',
    'fuse.sshfs',
    'fuse.rclone',
    'fuse.glusterfs',
    'fuse.gvfsd-fuse',
  ])('is refused on a network drive: %s', async (type) => {
    const folder = tempFolder()
    const start = databasePathOf(join(folder, 'a.db'), mounted(drive(folder, type)))
    await expect(start).rejects.toThrow(new RegExp(`network drive \\(${type}\\).*local disk`))
  })

  it('is refused where nothing is known of the program that serves it, and in a mirror', async () => {
    const folder = tempFolder()
    const path = join(folder, 'a.db')
    for (const type of ['fuse', 'fuse.whatever']) {
      const start = databasePathOf(path, mounted(drive(folder, type)))
      await expect(start).rejects.toThrow(`a drive that a program serves (${type})`)
    }
    const start = databasePathOf(path, mounted(drive(folder, 'fuse.bindfs')))
    await expect(start).rejects.toThrow(/a second time \(fuse\.bindfs\).*where it really lies/)
  })

  it.each(['fuseblk', 'fuse.exfat', 'fuse.gocryptfs', 'xfs', 'overlay', '9p', 'virtiofs'])(
    'is taken on a disk of this machine: %s',
    async (type) => {
      const path = join(tempFolder(), 'a.db')
      const given = databasePathOf(path, mounted(drive(dirname(path), type)))
      await expect(given).resolves.toBe(path)
    },
  )

  it('is refused behind a link too, and in a folder with a blank', async () => {
    const folder = tempFolder()
    const far = join(folder, 'far away')
    mkdirSync(far)
    symlinkSync(far, join(folder, 'near'))
    const ask = mounted(drive(far, 'nfs4'))
    await expect(databasePathOf(join(folder, 'near', 'a.db'), ask)).rejects.toThrow(/nfs4/)
    await expect(databasePathOf(join(folder, 'a.db'), ask)).resolves.toBe(join(folder, 'a.db'))
  })

  it('is known by its number where the system has no list of mounts', async () => {
    const path = join(tempFolder(), 'a.db')
    await expect(databasePathOf(path, numbered(0x6969))).rejects.toThrow(/network drive \(nfs\)/)
    await expect(databasePathOf(path, numbered(0x65735546))).rejects.toThrow(/a program serves/)
    await expect(databasePathOf(path, numbered(0xef53))).resolves.toBe(path)
  })
})

describe('a database file that is mounted by itself', () => {
  it('is refused, beside the engine that has it already', needs('mounts'), async () => {
    const folder = tempFolder()
    await runStation(folder)
    const second = join(folder, 'container', 'x.db')
    mkdirSync(dirname(second))
    writeFileSync(second, '')
    execFileSync('mount', ['--bind', join(folder, 'data', 'downlink.db'), second])
    afterTest(() => execFileSync('umount', [second]))
    const start = runStation(folder, { databasePath: second })
    await expect(start).rejects.toThrow(/x\.db is mounted by itself.*Mount the folder/)
    expect(existsSync(`${second}.lock`)).toBe(false)
  })
})

describe('one database by two paths', () => {
  it.each(['linked.db', 'linked/downlink.db'])('has one engine all the same (%s)', async (link) => {
    const folder = tempFolder()
    await runStation(folder)
    symlinkSync(join(folder, 'data', 'downlink.db'), join(folder, 'linked.db'))
    symlinkSync(join(folder, 'data'), join(folder, 'linked'))
    const second = runStation(folder, { databasePath: join(folder, link) })
    await expect(second).rejects.toThrow(DatabaseInUseError)
  })

  it('is refused when they are hard links, because each would have a WAL of its own', async () => {
    const folder = tempFolder()
    await (await runStation(folder)).stop()
    linkSync(join(folder, 'data', 'downlink.db'), join(folder, 'second.db'))
    await expect(runStation(folder)).rejects.toThrow(/2 names \(hard links\)/)
  })

  it('is refused when one is a link that leads nowhere', async () => {
    const folder = tempFolder()
    symlinkSync(join(folder, 'nowhere'), join(folder, 'a.db'))
    const start = runStation(folder, { databasePath: join(folder, 'a.db') })
    await expect(start).rejects.toThrow(/a link that leads nowhere/)
  })
})

describe('a path that can not hold a database', () => {
  it('is refused when it is a folder', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'data', 'downlink.db'), { recursive: true })
    await expect(runStation(folder)).rejects.toThrow(/not a regular file/)
  })

  it('is refused when it is a device', async () => {
    const start = runStation(tempFolder(), { databasePath: '/dev/null' })
    await expect(start).rejects.toThrow(/not a regular file/)
  })

  it('is refused when a file stands where its folder should be', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    const start = runStation(folder, { databasePath: join(folder, 'file', 'a.db') })
    await expect(start).rejects.toThrow(/file\/a\.db/)
  })

  it('is refused where no folder can be made', needs('Linux'), async () => {
    const start = runStation(tempFolder(), { databasePath: '/proc/a/b/downlink.db' })
    await expect(start).rejects.toThrow(
      /\/proc\/a\/b\/downlink\.db can't be made, because its folder can't: the system lets/,
    )
  })

  it("is refused in another user's folder", needs('another user'), async () => {
    const home = tempFolder()
    chmodSync(home, 0o700)
    process.seteuid?.(65_534)
    try {
      const start = runStation(home)
      await expect(start).rejects.toThrow(
        /downlink\.db can't be made, because its folder can't: .*permission/,
      )
    } finally {
      process.seteuid?.(0)
    }
  })
})
