import Database from 'better-sqlite3'
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

describe('the same content', () => {
  it('at another path is a duplicate of the first and stores nothing', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const [first, copy] = [join(folder, 'a.json'), join(folder, 'b.json')]
    writeFileSync(first, mk1Package(500))
    copyFileSync(first, copy)
    await station.addPaths([first], 'drop')
    await station.idle()
    const { fileIds, added } = await station.addPaths([copy], 'drop')
    await station.idle()

    expect(added).toBe(1)
    const duplicate = await station.file(fileIds[0] ?? 0)
    expect(duplicate).toMatchObject({ status: 'duplicate', duplicateOf: 1, totalLines: 0 })
    const count = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()
    expect(count).toBe(500)
  })

  it('is a duplicate too when both come at once', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const paths = ['a.json', 'b.json', 'c.json'].map((name) => join(folder, name))
    for (const path of paths) writeFileSync(path, mk1Package(500))
    await station.addPaths(paths, 'drop')
    await station.idle()
    const { rows } = await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })
    expect(rows.map(({ status }) => status).toSorted()).toEqual([
      'complete',
      'duplicate',
      'duplicate',
    ])
  })

  it('is imported when asked for', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const [first, copy] = [join(folder, 'a.json'), join(folder, 'b.json')]
    for (const path of [first, copy]) writeFileSync(path, mk1Package(100))
    await station.addPaths([first], 'drop')
    await station.idle()
    const { fileIds } = await station.addPaths([copy], 'drop')
    await station.idle()
    await station.act(fileIds[0] ?? 0, 'import-again')
    await station.idle()
    const { rows } = await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })
    expect(rows[0]).toMatchObject({ path: copy, status: 'complete', importedLines: 100 })
  })

  it('of equal header, size and first hundred lines but another end is imported', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const [first, other] = [join(folder, 'a.json'), join(folder, 'b.json')]
    writeFileSync(first, mk1Package(200))
    writeFileSync(other, mk1Package(200).replace(/"ok"}\n$/, '"no"}\n'))
    await station.addPaths([first, other], 'drop')
    await station.idle()
    const { rows } = await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })
    expect(rows.map(({ status }) => status)).toEqual(['complete', 'complete'])
  })
})

describe('a path whose file is the very one already completed', () => {
  it('gets no new row', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(10))
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.addPaths([path], 'drop')).toMatchObject({
      added: 0,
      known: 1,
      fileIds: [1],
    })
  })

  it('gets a row of its own when its content is another', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(10))
    await station.addPaths([path], 'drop')
    await station.idle()
    writeFileSync(path, mk1Package(9))
    expect(await station.addPaths([path], 'drop')).toMatchObject({ added: 1, fileIds: [2] })
  })
})

describe('a file that is only a header', () => {
  it.each(['', '\n'])('is complete with no lines (line end %j), and grows', async (end) => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Header + end)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', totalLines: 0 })
    appendFileSync(path, `${end === '' ? '\n' : ''}\n${mk1Line(3)}`)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      status: 'complete',
      importedLines: 1,
      skippedLines: 1,
    })
  })
})

describe('a complete file that grew', () => {
  it.each([
    { end: '\n', what: 'its last line had ended' },
    { end: '', what: 'its last line had no line end' },
  ])('is read on from its checkpoint ($what)', async ({ end }) => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'log.json')
    writeFileSync(path, mk1Package(100).trimEnd() + end)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ importedLines: 100, totalLines: 100 })

    appendFileSync(path, `${end === '' ? '\n' : ''}${mk1Line(102)}\n${mk1Line(103)}\n`)
    expect(await station.addPaths([path], 'drop')).toMatchObject({ added: 1, fileIds: [1] })
    await station.idle()

    expect(await station.file(1)).toMatchObject({
      status: 'complete',
      importedLines: 102,
      errorLines: 0,
      totalLines: 102,
    })
    const lines = openDatabase(folder)
      .prepare('SELECT line FROM telemetry ORDER BY line')
      .pluck()
      .all()
    expect(lines).toEqual(Array.from({ length: 102 }, (_, i) => i + 2))
  })

  it('takes an unfinished last line back and reads it whole', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'log.json')
    const half = '{"ts":1,"unknown":2}'
    writeFileSync(path, `${mk1Header}\n${mk1Line(2)}\n${half}`)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ importedLines: 1, errorLines: 1 })

    expect((await station.ask('unknown-keys:list', { fileId: 1 })).map(({ key }) => key)).toEqual([
      'ts',
      'unknown',
    ])

    appendFileSync(path, ` \n${mk1Line(4)}\n`)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ importedLines: 2, errorLines: 1, totalLines: 3 })
    const { rows } = await station.ask('errors:page', { fileId: 1, offset: 0, limit: 10 })
    expect(rows).toHaveLength(1)
    expect(Buffer.from(rows[0]?.raw ?? []).toString()).toBe(`${half} `)
    expect(await station.ask('unknown-keys:list', { fileId: 1 })).toEqual([
      { key: 'ts', count: 1, firstLine: 3 },
      { key: 'unknown', count: 1, firstLine: 3 },
    ])
  })

  it('does not hold up others while it is compared with what was read of it', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'log.json')
    writeFileSync(path, mk1Package(100))
    await station.addPaths([path], 'drop')
    await station.idle()
    // As if all of it had been read, so that all of it is compared.
    const sizeBytes = 3 * 1024 ** 3
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare('UPDATE files SET size_bytes = ?').run(sizeBytes)
    db.close()
    truncateSync(path, sizeBytes + 1)
    let compared = false
    const comparing = station.addPaths([path], 'drop').then(
      () => 'admitted',
      (error: unknown) => String(error),
    )
    void comparing.then(() => (compared = true))
    writeFileSync(join(folder, 'other.json'), mk1Package(20))
    await station.addPaths([join(folder, 'other.json')], 'drop')
    await until('the other', async () => (await station.file(2))?.status === 'complete')
    expect(compared).toBe(false)
    expect(await station.addPaths([path], 'drop')).toMatchObject({ added: 0, known: 1 })
    await station.stop()
    expect(await comparing).toMatch(/was stopped/)
  })

  it('is imported as another file when its beginning was changed too', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'log.json')
    writeFileSync(path, mk1Package(100))
    await station.addPaths([path], 'drop')
    await station.idle()
    writeFileSync(path, mk1Package(101).replace('"faulty"', '"broken"'))
    utimesSync(path, new Date(), new Date())
    expect(await station.addPaths([path], 'drop')).toMatchObject({ added: 1, fileIds: [2] })
    await station.idle()
    expect(await station.file(2)).toMatchObject({ status: 'complete', importedLines: 101 })
  })
})

describe('a file that is half stored', () => {
  it('is not gone on with where another one passes for it, on a disk that makes up inodes', async () => {
    const folder = tempFolder()
    const ingest = join(folder, 'ingest')
    mkdirSync(ingest)
    const overrides = {
      ingestFolder: ingest,
      quietMs: 100,
      graceMs: 0,
      afterImport: 'delete',
    } as const
    const slow = { linesPerWrite: 50, linesPerSecond: 500 }
    const first = await runStation(folder, { overrides: { ...overrides, ...slow } })
    const path = join(ingest, 'a.json')
    writeFileSync(path, mk1Package(1_000))
    await until('a part', async () => ((await first.file(1))?.importedLines ?? 0) > 100)
    await first.stop()

    // Another stick, with a file of that name, size and time.
    const other = mk1Package(1_000).replaceAll('"ok"', '"no"')
    writeFileSync(path, other)
    const { dev, ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare('UPDATE files SET device = ?, inode = ?, mtime_ns = ?, ctime_ns = ?').run(
      ...[dev, ino, mtimeNs, ctimeNs].map(String),
    )
    db.close()

    const station = await runStation(folder, { overrides })
    await until('a word', async () => (await station.file(1))?.status === 'failed')
    const failed = await station.file(1)
    expect(failed).toMatchObject({ failureCode: 'changed_while_reading', sourceState: 'present' })
    expect(readFileSync(path, 'utf8')).toBe(other)

    await station.act(1, 'retry')
    await until('its end', async () => (await station.file(1))?.status === 'complete')
    const told = openDatabase(folder)
      .prepare(`SELECT count(*), sum(instruments LIKE '%"ok"%') FROM telemetry`)
      .raw()
    expect(told.get()).toEqual([1_000, 0])
  })
})
