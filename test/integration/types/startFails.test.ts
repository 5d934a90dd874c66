import Database from 'better-sqlite3'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { mk1Package } from '../../helpers/packages'
import { tempFolder } from '../../helpers/station'
import { runCommand } from '../../helpers/command'

const builtIn = resolve(import.meta.dirname, '../../../resources/satellites/jackal_mk1.json')

it('a watch whose database takes no definition at its start says so, and ends', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'a.json'), mk1Package(3))
  expect((await runCommand(folder, 'ingest', 'a.json')).code).toBe(0)
  const db = new Database(join(folder, 'data', 'downlink.db'))
  db.exec(`CREATE TRIGGER refuses BEFORE INSERT ON definitions
    BEGIN SELECT RAISE(ABORT, 'no definitions today'); END`)
  db.close()
  const definition = { ...JSON.parse(readFileSync(builtIn, 'utf8')), title: 'Another title' }
  mkdirSync(join(folder, 'data', 'satellites'), { recursive: true })
  writeFileSync(join(folder, 'data', 'satellites', 'mine.json'), JSON.stringify(definition))
  mkdirSync(join(folder, 'in'))
  const { code, err } = await runCommand(folder, 'watch', 'in')
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('no definitions') })
})
