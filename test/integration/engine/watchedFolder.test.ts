import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Line, mk1Package } from '../../helpers/packages'
import { runStation, tempFolder, until, watcherOf, type RunSettings } from '../../helpers/station'

/** A package of 399 lines that have one more member. */
const withMember = (member: string): string =>
  mk1Package(399).replaceAll(/^\{"timestamp/gm, `{${member},"timestamp`)

async function watching(patch: RunSettings) {
  const folder = tempFolder()
  const ingest = join(folder, 'inbox', 'ingest')
  mkdirSync(ingest, { recursive: true })
  const station = await runStation(folder, {
    overrides: { ingestFolder: ingest, quietMs: 200, graceMs: 300, ...patch },
  })
  await until('watching', () => watcherOf(station).state === 'watching')
  return { folder, ingest, station }
}

describe('a file in the watched folder', () => {
  it('is imported and deleted once it is safe', async () => {
    const { ingest, station } = await watching({ afterImport: 'delete' })
    const path = join(ingest, 'pass.json')
    writeFileSync(path, mk1Package(300))
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 300 })
    expect(readdirSync(ingest)).toEqual([])
  })

  it('is archived beside the folder when set so', async () => {
    const { folder, ingest, station } = await watching({ afterImport: 'archive' })
    const text = mk1Package(300)
    writeFileSync(join(ingest, 'pass.json'), text)
    await until('archived', async () => (await station.file(1))?.sourceState === 'archived')
    expect(readdirSync(ingest)).toEqual([])
    expect(readFileSync(join(folder, 'inbox', 'archive', 'pass.json'), 'utf8')).toBe(text)
  })

  it('is kept when set so, and not imported again after a restart', async () => {
    const { folder, ingest, station } = await watching({ afterImport: 'keep' })
    writeFileSync(join(ingest, 'pass.json'), mk1Package(300))
    await until('kept', async () => (await station.file(1))?.sourceState === 'kept')
    await station.stop()

    const again = await runStation(folder, {
      overrides: { ingestFolder: ingest, quietMs: 200, graceMs: 300, afterImport: 'keep' },
    })
    await again.idle()
    const { total } = await again.ask('files:page', { section: 'history', offset: 0, limit: 10 })
    expect(total).toBe(1)
    expect(existsSync(join(ingest, 'pass.json'))).toBe(true)
  })

  it('with the same content as another stays, with the reason', async () => {
    const { ingest, station } = await watching({ afterImport: 'delete' })
    const kept = join(ingest, '..', 'copy.json')
    writeFileSync(kept, mk1Package(50))
    copyFileSync(kept, join(ingest, 'a.json'))
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    copyFileSync(kept, join(ingest, 'b.json'))
    await until('kept', async () => (await station.file(2))?.sourceState === 'kept')
    expect(await station.file(2)).toMatchObject({
      status: 'duplicate',
      duplicateOf: 1,
      sourceReason: 'Already imported as #1',
    })
    expect(existsSync(join(ingest, 'b.json'))).toBe(true)
  })

  it('that fails stays where it is', async () => {
    const { ingest, station } = await watching({ afterImport: 'delete' })
    const path = join(ingest, 'pass.json')
    writeFileSync(path, '{"satellite_type":"unknown"}\n{}\n')
    await until('failed', async () => (await station.file(1))?.status === 'failed')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ sourceState: 'present' })
    expect(existsSync(path)).toBe(true)
  })

  it('is archived and not deleted while anything in it is not in the database', async () => {
    const { folder, ingest, station } = await watching({ afterImport: 'delete' })
    const cases: [string, string, string | null][] = [
      ['unknown.json', withMember('"battery_voltage":27.4'), '399 values under 1 unknown key'],
      ['nested.json', withMember('"eps":{"v":27.4,"v":1}'), '399 values under 1 unknown key'],
      ['again.json', withMember('"velocity":1'), '399 earlier values of repeated keys'],
      [
        'long.json',
        withMember(`"velocity":1,"pad":"${'x'.repeat(70_000)}"`),
        '399 values under 1 unknown key and 399 earlier values of repeated keys',
      ],
      ['bad.json', `${mk1Package(10)}{}\n{}\n`, '2 bad lines'],
      ['huge.json', `${mk1Package(11)}${'x'.repeat(100_000)}\n`, '1 bad line'],
      // What nobody measured: the header's other keys, blank lines, decimals, a number as a text.
      [
        'clean.json',
        `\uFEFF${mk1Package(12)}\n \t \r\n${mk1Line(99)}`
          .replace('"}', '","operator":"NN"}')
          .replaceAll('001Z', '001999+00:00')
          .replaceAll(/"velocity":([\d.]+)/g, '"velocity":"$1"'),
        null,
      ],
    ]
    for (const [name, text] of cases) writeFileSync(join(ingest, name), text)
    const files = async () =>
      (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).rows
    await until('over', async () => {
      const rows = await files()
      return rows.length === cases.length && rows.every((row) => row.sourceState !== 'present')
    })
    await station.idle()
    const found = new Map(
      (await files()).map(({ name, sourceState, sourceReason }) => [
        name,
        [sourceState, sourceReason],
      ]),
    )
    for (const [name, , reason] of cases) {
      expect(found.get(name)).toEqual([reason === null ? 'deleted' : 'archived', reason])
    }
    const archive = join(folder, 'inbox', 'archive')
    const archived = readdirSync(archive).map((name) => [
      name,
      readFileSync(join(archive, name), 'utf8'),
    ])
    expect(Object.fromEntries(archived)).toEqual(
      Object.fromEntries(cases.slice(0, -1).map(([name, text]) => [name, text])),
    )
    expect(readdirSync(ingest)).toEqual([])
  })

  it('that was dropped from elsewhere is never touched', async () => {
    const { folder, station } = await watching({ afterImport: 'delete', graceMs: 0 })
    const path = join(folder, 'elsewhere.json')
    writeFileSync(path, mk1Package(50))
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', sourceState: 'present' })
    expect(existsSync(path)).toBe(true)
  })
})

describe('the watched folder', () => {
  it('is refused once the archive is put into it', async () => {
    const { ingest, station } = await watching({})
    await station.updateSettings({ archiveFolder: join(ingest, 'archive') })
    await until('refused', () => watcherOf(station).state === 'refused')
    expect(watcherOf(station).reason).toContain('archive folder')
    await station.updateSettings({ archiveFolder: null })
    await until('watching', () => watcherOf(station).state === 'watching')
  })

  it('of a station that was never told one is missed, and the station runs, if it can not be made', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    const station = await runStation(folder, {
      defaultIngestFolder: join(folder, 'file', 'ingest'),
    })
    await until('missing', () => watcherOf(station).state === 'missing')
    expect(station.status()).toMatchObject({ state: 'running', alert: null })
  })
})
