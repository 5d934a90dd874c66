import { describe, expect, it } from 'vitest'
import { MAX_NEEDLE_BYTES } from '#shared/inbox/bounds'
import type { Station } from '../../../src/main/ingest/station'
import { importText, inboxFilter, readDatabase } from '../../helpers/inbox'
import { mk1Header } from '../../helpers/packages'
import { runStation, tempFolder, until } from '../../helpers/station'
import { processorTime } from '../../helpers/processorTime'

/** What the languages of searching take for more than letters: SQL, LIKE, GLOB, FTS, regular expressions, paths, JSON. */
const meta = [
  `'; DROP TABLE files; --`,
  `' OR '1'='1`,
  `") UNION SELECT * FROM settings --`,
  '%',
  '_',
  '100%_',
  '*',
  '?',
  '[a-z]',
  '^.*$',
  '(a+)+$',
  '(?=.*)',
  '\\',
  '\\u0041',
  '\\0',
  '$1',
  '"NEAR(a b)"',
  'a AND b OR NOT c',
  'col:x*',
  '|',
  '{1,99999}',
  '/../',
  '\u0000',
  '\u202e',
  'İ',
  'ß',
  'é',
  'e\u0301',
] as const

const SOON_MS = 1_000

async function stationWith(
  lines: readonly string[],
): Promise<{ folder: string; station: Station }> {
  const folder = tempFolder()
  const station = await runStation(folder)
  await importText(station, folder, 'a.json', `${[mk1Header, ...lines].join('\n')}\n`)
  return { folder, station }
}

describe('a search', () => {
  it('takes each sign that means more elsewhere for itself', async () => {
    // One line with each, between letters that none of them has, and as many without.
    const lines = meta.map((sign, i) => `<${i}#${sign}#${i}>`)
    const { folder, station } = await stationWith([...lines, ...meta.map((_, i) => `<${i}##${i}>`)])
    const encoder = new TextEncoder()
    for (const [i, sign] of meta.entries()) {
      const needle = encoder.encode(`#${sign}#`)
      expect(await station.inbox.search('s', inboxFilter(), needle)).toMatchObject({ found: 1 })
      const { rows } = await station.ask('inbox:hits', { job: 's', offset: 0, limit: 5 })
      expect(rows.map(({ line }) => line)).toEqual([i + 2])
    }
    const tables = readDatabase(folder).prepare('SELECT count(*) FROM files').pluck().get()
    expect(tables).toBe(1)
  })

  it('finds bytes that are no text', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const bad = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])
    await importText(station, folder, 'a.json', Buffer.concat([Buffer.from(`${mk1Header}\n`), bad]))
    const found = await station.inbox.search('s', inboxFilter(), Buffer.from([0xfe, 0x00]))
    expect(found).toMatchObject({ found: 1 })
    const nothing = await station.inbox.search('t', inboxFilter(), Buffer.from([0xfe, 0x01]))
    expect(nothing).toMatchObject({ found: 0 })
  })

  it('does not take longer for what makes regular expressions take forever', async () => {
    const long = 'a'.repeat(60_000)
    const { station } = await stationWith(Array.from({ length: 200 }, () => `${long}!`))
    for (const text of ['(a+)+$', `${'a'.repeat(MAX_NEEDLE_BYTES - 1)}b`, 'a!']) {
      const worked = processorTime()
      const search = await station.inbox.search('s', inboxFilter(), new TextEncoder().encode(text))
      expect(search).toMatchObject({ found: text === 'a!' ? 200 : 0 })
      expect(worked()).toBeLessThan(5 * SOON_MS)
    }
  })

  it('is cancelled within a second of work, however much is still to be searched', async () => {
    const { station } = await stationWith(Array.from({ length: 150_000 }, (_, i) => `bad ${i}`))
    let told = 0
    station.jobs.onProgress(() => (told += 1))
    const search = station.inbox.search('s', inboxFilter(), new TextEncoder().encode('no such'))
    await until('its first progress', () => told > 0)
    const worked = processorTime()
    station.jobs.cancel('s')
    expect(['cancelled', 'done']).toContain((await search).state)
    expect(worked()).toBeLessThan(SOON_MS)
  })
})
