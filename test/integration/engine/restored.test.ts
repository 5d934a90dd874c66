import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mk1Package } from '../../helpers/packages'
import { runStation, tempFolder, until } from '../../helpers/station'

it('says which packages a database that is restored from an older copy has lost, until they are back', async () => {
  const folder = tempFolder()
  const ingest = join(folder, 'ingest')
  const database = join(folder, 'data', 'downlink.db')
  mkdirSync(ingest)
  const start = () =>
    runStation(folder, {
      overrides: { ingestFolder: ingest, quietMs: 100, graceMs: 0, afterImport: 'delete' },
    })
  const bring = async (files: Record<string, string>) => {
    const station = await start()
    for (const [name, text] of Object.entries(files)) writeFileSync(join(ingest, name), text)
    await until('taken', () => readdirSync(ingest).length === 0)
    await station.idle()
    expect(station.status().lost).toBeNull()
    await station.stop()
  }
  await bring({ 'early.json': mk1Package(10) })
  copyFileSync(database, `${database}.copy`)
  await bring({ 'late.json': mk1Package(20), 'bad.json': `${mk1Package(30)}{}\n` })
  await bring({})
  // A power cut may leave half a line.
  appendFileSync(`${database}.removed`, '{"at":"2026-')

  for (const ending of ['', '-wal', '-shm']) rmSync(`${database}${ending}`, { force: true })
  copyFileSync(`${database}.copy`, database)
  const station = await start()
  await until('told', () => station.status().lost !== null)
  const told = station.status().lost ?? ''
  expect(told).toMatch(/does not have 2 packages whose files are gone/)
  expect(told).toMatch(/late\.json, 20 lines, deleted on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/)
  expect(told).toContain(`bad.json, 31 lines, moved to ${join(folder, 'archive')} on`)
  expect(told).toContain(`${database}.removed`)
  expect(told).not.toContain('early.json')

  copyFileSync(join(folder, 'archive', 'bad.json'), join(ingest, 'bad.json'))
  await until('one', () => station.status().lost?.includes('a package whose file is') ?? false)
  writeFileSync(join(ingest, 'late.json'), mk1Package(20))
  await until('none', () => station.status().lost === null)
})
