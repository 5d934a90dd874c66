import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DatabaseInUseError } from '../../../src/main/database/lock'
import { databasePathOf } from '../../../src/main/ingest/databasePath'
import { runStation, tempFolder } from '../../helpers/station'

const onDrive = (type: number) => async (): Promise<{ type: number }> => ({ type })

describe('a database on a network drive', () => {
  it.each([
    ['NFS', 0x6969],
    ['SMB', 0x517b],
    ['SMB', 0xfe534d42],
    ['SMB', 0xff534d42],
  ])('is refused: %s', async (name, type) => {
    const path = join(tempFolder(), 'downlink.db')
    await expect(databasePathOf(path, onDrive(type))).rejects.toThrow(
      new RegExp(`network drive \\(${name}\\).*local disk`),
    )
  })

  it('is refused behind a link too', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'far'))
    symlinkSync(join(folder, 'far'), join(folder, 'near'))
    const ask = async (path: string): Promise<{ type: number }> => ({
      type: path === join(folder, 'far') ? 0x6969 : 0xef53,
    })
    await expect(databasePathOf(join(folder, 'near', 'a.db'), ask)).rejects.toThrow(/NFS/)
    await expect(databasePathOf(join(folder, 'a.db'), ask)).resolves.toBe(join(folder, 'a.db'))
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
})
