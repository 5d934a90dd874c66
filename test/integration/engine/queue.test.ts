import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

/** Slow enough to be caught in the middle, quick enough to wait for. */
const slow = { linesPerWrite: 20, linesPerSecond: 2_000 } as const

describe('pausing a file', () => {
  it('keeps what was stored and goes on from there', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    await station.addPaths([path], 'drop')
    await until('some lines', async () => ((await station.file(1))?.importedLines ?? 0) > 100)
    await station.act(1, 'pause')
    await until('paused', async () => (await station.file(1))?.status === 'paused')
    const atPause = (await station.file(1))?.importedLines ?? 0
    expect(atPause).toBeLessThan(3_000)

    await station.updateSettings({ linesPerSecond: null })
    await station.act(1, 'resume')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 3_000 })
    const count = openDatabase(folder).prepare('SELECT count(DISTINCT line) FROM telemetry')
    expect(count.pluck().get()).toBe(3_000)
  })

  it('outlives a restart of the station', async () => {
    const folder = tempFolder()
    const first = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    await first.addPaths([path], 'drop')
    await until('some lines', async () => ((await first.file(1))?.importedLines ?? 0) > 100)
    await first.act(1, 'pause')
    await until('paused', async () => (await first.file(1))?.status === 'paused')
    await first.stop()

    const second = await runStation(folder)
    await second.idle()
    expect(await second.file(1)).toMatchObject({ status: 'paused' })
    await second.act(1, 'resume')
    await second.idle()
    expect(await second.file(1)).toMatchObject({ status: 'complete', importedLines: 3_000 })
  })
})

describe('a station that is stopped in the middle', () => {
  it('goes on by itself when it is started again', async () => {
    const folder = tempFolder()
    const first = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    await first.addPaths([path], 'drop')
    await until('some lines', async () => ((await first.file(1))?.importedLines ?? 0) > 100)
    await first.stop()

    const second = await runStation(folder)
    await second.idle()
    expect(await second.file(1)).toMatchObject({
      status: 'complete',
      importedLines: 3_000,
      totalLines: 3_000,
    })
  })
})

describe('cancelling a file', () => {
  it('keeps its rows, and a retry goes on behind them', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    await station.addPaths([path], 'drop')
    await until('some lines', async () => ((await station.file(1))?.importedLines ?? 0) > 100)
    await station.act(1, 'cancel')
    await until('cancelled', async () => (await station.file(1))?.status === 'cancelled')
    expect((await station.file(1))?.importedLines).toBeGreaterThan(100)

    await station.updateSettings({ linesPerSecond: null })
    await station.act(1, 'retry')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 3_000 })
  })

  it('starts over under the same id when the file was changed meanwhile', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(3_000))
    await station.addPaths([path], 'drop')
    await until('some lines', async () => ((await station.file(1))?.importedLines ?? 0) > 100)
    await station.act(1, 'cancel')
    await until('cancelled', async () => (await station.file(1))?.status === 'cancelled')

    writeFileSync(path, mk1Package(50))
    await station.updateSettings({ linesPerSecond: null })
    await station.act(1, 'retry')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', totalLines: 50 })
    const db = openDatabase(folder)
    expect(db.prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe(50)
  })
})

describe('pausing everything', () => {
  it('stops all files where they are until all go on', async () => {
    const folder = tempFolder()
    const station = await runStation(folder, { overrides: { paused: true } })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(500))
    await station.addPaths([path], 'drop')
    expect(await station.file(1)).toMatchObject({ status: 'queued', totalLines: 0 })
    await station.updateSettings({ paused: false })
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete' })
  })
})

describe('the pace', () => {
  it('is kept to, and kept in the database', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    await station.updateSettings({ linesPerWrite: 100, linesPerSecond: 1_000 })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(1_500))
    const startedAt = performance.now()
    await station.addPaths([path], 'drop')
    await station.idle()
    // The last chunk's wait comes after its write.
    expect(performance.now() - startedAt).toBeGreaterThan(1_000)
    await station.stop()
    const again = await runStation(folder)
    expect(again.settings()).toMatchObject({ linesPerWrite: 100, linesPerSecond: 1_000 })
  })
})

describe('a file that fails as a whole', () => {
  it('is held with its reason, and a retry takes what stands there by then', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    for (const [lines, text, code] of [
      [5, '', 'empty_file'],
      [6, 'not json\n', 'unknown_satellite_type'],
      [7, '{"satellite_type":"hubble"}\n', 'unknown_satellite_type'],
    ] as const) {
      const path = join(folder, `${code}.json`)
      writeFileSync(path, text)
      const { fileIds } = await station.addPaths([path], 'drop')
      const id = fileIds[0] ?? 0
      await station.idle()
      const file = await station.file(id)
      expect(file).toMatchObject({ status: 'failed', failureCode: code })
      expect(file?.failureMessage?.length).toBeGreaterThan(10)

      writeFileSync(path, mk1Package(lines))
      await station.act(id, 'retry')
      await station.idle()
      expect(await station.file(id)).toMatchObject({ status: 'complete', failureCode: null })
    }
  })

  it('that is gone at a retry says so in words', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const path = join(folder, 'a.json')
    writeFileSync(path, '')
    await station.addPaths([path], 'drop')
    await station.idle()
    rmSync(path)
    await expect(station.act(1, 'retry')).rejects.toThrow(/can't be found any more/)
  })
})

describe('a record that the database refuses', () => {
  it('becomes a bad line with its own bytes, and the others are stored', async () => {
    const folder = tempFolder()
    const first = await runStation(folder)
    await first.stop()
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON records WHEN NEW.velocity = 666
      BEGIN SELECT RAISE(ABORT, 'no such speed'); END`)
    db.close()

    const station = await runStation(folder)
    const bad = mk1Line(4).replace(/"velocity":[^,]+/, '"velocity":666')
    const path = join(folder, 'a.json')
    writeFileSync(path, `${[mk1Header, mk1Line(2), mk1Line(3), bad, '{', mk1Line(6)].join('\n')}\n`)
    await station.addPaths([path], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      status: 'complete',
      importedLines: 3,
      errorLines: 2,
    })
    const { rows } = await station.ask('errors:page', { fileId: 1, offset: 0, limit: 10 })
    expect(rows.map(({ line, code }) => [line, code])).toEqual([
      [4, 'rejected_by_database'],
      [5, 'invalid_json'],
    ])
    expect(Buffer.from(rows[0]?.raw ?? []).toString()).toBe(bad)
  })
})

describe('many small files', () => {
  it('all come through, each once', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const paths = Array.from({ length: 200 }, (_, i) => join(folder, `${i}.json`))
    paths.forEach((path, i) => writeFileSync(path, mk1Package(i + 1)))
    const result = await station.addPaths(paths, 'drop')
    await station.idle()
    expect(result.added).toBe(200)
    const db = openDatabase(folder)
    expect(db.prepare(`SELECT count(*) FROM files WHERE status = 'complete'`).pluck().get()).toBe(
      200,
    )
    expect(db.prepare('SELECT count(*) FROM telemetry').pluck().get()).toBe((200 * 201) / 2)
  })
})
