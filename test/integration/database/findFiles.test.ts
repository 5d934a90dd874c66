import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findFiles } from '../../../src/main/database/files/findFiles'
import { openReader, openWriter } from '../../../src/main/database/connection/open'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const FILES = 100_000
/** Names at the very beginning: whoever finds them has looked through all others. */
const first = ['ПРОЛЁТ_衛星_Überflug.json', 'Straße_7.json', '%_literal.json']

it('finds any of 100,000 files by words of its name, in any case and script', () => {
  const path = join(tempFolder(), 'downlink.db')
  const writer = openWriter({ path })
  afterTest(() => writer.close())
  writer.exec(`
    WITH RECURSIVE numbers (value) AS (
      SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < ${FILES})
    INSERT INTO files (path, name, source, status, size_bytes, device, inode, mtime_ns, ctime_ns,
      inserted_at)
    SELECT '/in/' || value, CASE value
      WHEN 1 THEN '${first[0]}' WHEN 2 THEN '${first[1]}' WHEN 3 THEN '${first[2]}'
      ELSE 'jackal_pass_' || value || '_orbit.json' END,
      'watch', 'complete', 10, '1', value, '1', '1', '2026-01-01T00:00:00.000Z'
    FROM numbers`)
  const db = openReader({ path })
  afterTest(() => db.close())
  const namesOf = (text: string): string[] => findFiles(db, text, 50).map(({ name }) => name)
  expect(namesOf('пролёт')).toEqual([first[0]])
  expect(namesOf('überflug 衛星')).toEqual([first[0]])
  expect(namesOf('u\u0308BERFLUG')).toEqual([first[0]])
  expect(namesOf('STRASSE')).toEqual([first[1]])
  expect(namesOf('%_')).toEqual([first[2]])
  expect(namesOf('ORBIT 99999')).toEqual(['jackal_pass_99999_orbit.json'])
  expect(namesOf('#2')).toEqual([first[1]])
  expect(namesOf('no such name')).toEqual([])
  // The newest first, and no more than asked for.
  const many = findFiles(db, 'jackal', 50)
  expect(many).toHaveLength(50)
  expect(many[0]).toMatchObject({ id: FILES, status: 'complete', removed: false })
})
