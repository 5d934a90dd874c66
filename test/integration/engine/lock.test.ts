import { linkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DatabaseInUseError } from '../../../src/main/database/connection/lock'
import { mk1Package } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'
import { runTerminal } from '../../helpers/terminal'

describe('one engine per database', () => {
  it('refuses a second engine and names the holder', async () => {
    const folder = tempFolder()
    await runStation(folder)
    await expect(runStation(folder)).rejects.toThrow(DatabaseInUseError)
    await expect(runStation(folder)).rejects.toThrow(new RegExp(`process ${process.pid}`))
  })

  it('lets the next one in when the first has stopped', async () => {
    const folder = tempFolder()
    const first = await runStation(folder)
    await first.stop()
    const second = await runStation(folder)
    expect(second.status().state).toBe('running')
  })

  it('holds although its own files were brought as packages', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    linkSync(join(folder, 'data', 'downlink.db.lock'), join(folder, 'a.json'))
    await station.addPaths([join(folder, 'data'), join(folder, 'a.json')], 'drop')
    await station.idle()
    const { rows } = await station.ask('files:page', { section: 'queue', offset: 0, limit: 20 })
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['downlink.db', 'downlink.db-wal', 'downlink.db.lock', 'a.json']),
    )
    for (const row of rows) expect(row.failureMessage).toContain('own database')

    writeFileSync(join(folder, 'b.json'), mk1Package(3))
    const { code, err } = await runTerminal(folder, 'ingest', 'b.json')
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`${process.pid}`) })
  })
})
