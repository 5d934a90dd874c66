import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needs, needsFile } from '../../helpers/needs'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import {
  openDatabase,
  runStation,
  tempFolder,
  until,
  type RunSettings,
} from '../../helpers/station'
import type { Station } from '../../../src/main/ingest/station'

const cases = resolve(import.meta.dirname, '../../../../shared/cases')

const quick: RunSettings = { quietMs: 200, graceMs: 100, afterImport: 'delete' }

/** A folder, and what starts a station that watches its `inbox`. */
function place() {
  const folder = tempFolder()
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const start = (patch: RunSettings = {}): Promise<Station> =>
    runStation(folder, { overrides: { ...quick, ingestFolder: inbox, ...patch } })
  return { folder, inbox, start, path: join(inbox, 'pass.json') }
}

const isAt = (station: Station, status: string, fileId = 1) =>
  until(status, async () => (await station.file(fileId))?.status === status)

const whole = mk1Package(300)
/** It ends in the middle of line 201. */
const cut = whole.slice(0, mk1Package(200).length - 30)

function stored(folder: string, fileId = 1): unknown {
  return openDatabase(folder)
    .prepare('SELECT count(*), count(DISTINCT line) FROM telemetry WHERE file_id = ?')
    .raw()
    .get(fileId)
}

describe('a file that is cut', () => {
  it('waits for the rest in a watched folder, and goes on when it grows', async () => {
    const { folder, start, path } = place()
    const station = await start()
    writeFileSync(path, cut)
    await isAt(station, 'waiting')
    // It holds nobody up.
    await station.idle()
    const file = await station.file(1)
    expect(file).toMatchObject({
      importedLines: 199,
      errorLines: 0,
      sourceState: 'present',
      waiting: { line: 201 },
    })
    const leftMs = Date.parse(file?.waiting?.until ?? '') - Date.now()
    expect(leftMs).toBeGreaterThan(3_500_000)
    expect(leftMs).toBeLessThanOrEqual(3_600_000)
    const place1 = station.status().components.find(({ id }) => id === 'file-1')
    expect(place1).toMatchObject({
      state: 'waiting',
      detail: expect.stringMatching(/^waits for the rest of line 201, until \d\d:\d\d$/),
    })
    await until('counted', () => station.status().counts.waiting === 1)

    appendFileSync(path, whole.slice(cut.length, cut.length + 100))
    await until('a later line', async () => {
      const now = await station.file(1)
      return now?.status === 'waiting' && now.checkpointLine > 201
    })
    appendFileSync(path, whole.slice(cut.length + 100))
    await isAt(station, 'complete')
    expect(await station.file(1)).toMatchObject({
      importedLines: 300,
      errorLines: 0,
      waiting: null,
    })
    expect(stored(folder)).toEqual([300, 300])
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
  })

  it('is whole without a line end when its last line is a closed object', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, whole.trimEnd())
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 300 })
  })

  it('is taken for what it is when its time is over, and archived', async () => {
    const { folder, start, path } = place()
    const station = await start({ cutWaitMs: 400 })
    writeFileSync(path, cut)
    await until('archived', async () => (await station.file(1))?.sourceState === 'archived')
    expect(await station.file(1)).toMatchObject({
      status: 'complete',
      importedLines: 199,
      errorLines: 1,
      sourceReason: expect.stringMatching(
        /^1 bad line and the end of its last line, which was cut$/,
      ),
    })
    expect(readFileSync(join(folder, 'archive', 'pass.json'), 'utf8')).toBe(cut)
  })

  it('waits on after a restart, and goes on with what grew meanwhile', async () => {
    const { folder, start, path } = place()
    const first = await start()
    writeFileSync(path, cut)
    await isAt(first, 'waiting')
    await first.stop()

    const second = await start()
    expect(await second.file(1)).toMatchObject({ status: 'waiting' })
    expect(second.status().components.map(({ id }) => id)).toContain('file-1')
    await second.stop()

    appendFileSync(path, whole.slice(cut.length))
    const third = await start()
    await isAt(third, 'complete')
    expect(stored(folder)).toEqual([300, 300])
    expect(
      (await third.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total,
    ).toBe(1)
  })

  it('is read from its first line when its beginning is another one by now', async () => {
    const { folder, start, path } = place()
    const station = await start()
    writeFileSync(path, cut)
    await isAt(station, 'waiting')
    const other = [
      mk1Header,
      ...Array.from({ length: 250 }, (_, i) => mk1Line(i + 7_000)),
      '',
    ].join('\n')
    writeFileSync(path, other)
    await isAt(station, 'complete')
    expect(stored(folder)).toEqual([250, 250])
  })

  it('goes on under another inode with the same beginning', async () => {
    const { folder, start, path } = place()
    const station = await start()
    writeFileSync(path, cut)
    await isAt(station, 'waiting')
    writeFileSync(join(folder, 'whole.json'), whole)
    renameSync(join(folder, 'whole.json'), path)
    await isAt(station, 'complete')
    expect(stored(folder)).toEqual([300, 300])
    expect(
      (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).total,
    ).toBe(1)
  })

  it('is taken as it is when the operator says so, and read on when it grows later', async () => {
    const { folder, start, path } = place()
    const station = await start({ afterImport: 'keep' })
    writeFileSync(path, cut)
    await isAt(station, 'waiting')
    await station.act(1, 'take')
    await isAt(station, 'complete')
    expect(await station.file(1)).toMatchObject({ importedLines: 199, errorLines: 1 })
    await expect(station.act(1, 'take')).rejects.toThrow(/waits for no rest/)
    await until('kept', async () => (await station.file(1))?.sourceState === 'kept')
    appendFileSync(path, whole.slice(cut.length))
    await until('300 records', async () => (await station.file(1))?.importedLines === 300)
    await isAt(station, 'complete')
    expect(stored(folder)).toEqual([300, 300])
  })

  it('can be paused, let go on, and cancelled while it waits', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, cut)
    await isAt(station, 'waiting')
    await station.act(1, 'pause')
    expect(await station.file(1)).toMatchObject({ status: 'paused', waiting: null })
    await station.act(1, 'resume')
    await isAt(station, 'waiting')
    await station.act(1, 'cancel')
    expect(await station.file(1)).toMatchObject({ status: 'cancelled' })
    await station.act(1, 'retry')
    await isAt(station, 'waiting')
    await station.updateSettings({ cutWaitMs: 0 })
    await isAt(station, 'complete')
  })

  it('is taken at once where it was dropped, and with no time to wait', async () => {
    const { folder, start, path } = place()
    const station = await start({ cutWaitMs: 0 })
    writeFileSync(path, cut)
    writeFileSync(join(folder, 'dropped.json'), cut.slice(0, -200))
    await isAt(station, 'complete')
    await station.updateSettings({ cutWaitMs: 3_600_000 })
    await station.addPaths([join(folder, 'dropped.json')], 'drop')
    await isAt(station, 'complete', 2)
    expect(existsSync(join(folder, 'dropped.json'))).toBe(true)
  })

  it('waits as long as is set now, also when it waits already', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, cut)
    await isAt(station, 'waiting')
    await station.updateSettings({ cutWaitMs: 100 })
    await isAt(station, 'complete')
    expect(await station.file(1)).toMatchObject({ importedLines: 199, errorLines: 1 })
  })

  it('waits with a header that is cut, and is held in the end', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, whole.slice(0, 20))
    await isAt(station, 'waiting')
    expect(await station.file(1)).toMatchObject({ waiting: { line: 1 }, satelliteType: null })
    appendFileSync(path, whole.slice(20))
    await isAt(station, 'complete')
    expect(await station.file(1)).toMatchObject({ importedLines: 300 })

    const { start: startOther, path: otherPath } = place()
    const other = await startOther({ cutWaitMs: 300 })
    writeFileSync(otherPath, whole.slice(0, 20))
    await isAt(other, 'failed')
    expect(await other.file(1)).toMatchObject({ failureCode: 'invalid_header' })
    expect(existsSync(otherPath)).toBe(true)
  })
})

describe('a file whose space is reserved before it is written', () => {
  it('waits while its end is empty, and is imported when that is filled', async () => {
    const { folder, start, path } = place()
    const station = await start()
    const file = openSync(path, 'w')
    afterTest(() => closeSync(file))
    writeSync(file, cut)
    ftruncateSync(file, whole.length)
    await isAt(station, 'waiting')
    expect(await station.file(1)).toMatchObject({ importedLines: 199, waiting: { line: 201 } })
    writeSync(file, whole.slice(cut.length), cut.length)
    await isAt(station, 'complete')
    expect(await station.file(1)).toMatchObject({ importedLines: 300, errorLines: 0 })
    expect(stored(folder)).toEqual([300, 300])
  })

  it('costs one bad line at most when it stays empty, however much it is', async () => {
    const { start, path } = place()
    const station = await start({ cutWaitMs: 300 })
    for (const [id, text, bad] of [
      [1, whole, 1],
      [
        2,
        whole
          .trimEnd()
          .slice(0, -1000)
          .replace(/[^\n]*$/, ''),
        1,
      ],
      [3, mk1Package(77).trimEnd(), 0],
      [4, cut, 1],
    ] as const) {
      const file = openSync(path.replace('pass', `pass${id}`), 'w')
      writeSync(file, text)
      ftruncateSync(file, 8 * 1024 * 1024 + id)
      closeSync(file)
      await until('archived', async () => (await station.file(id))?.sourceState === 'archived')
      const lines = text.split('\n').filter((line) => line.endsWith('}')).length - 1
      expect(await station.file(id)).toMatchObject({
        status: 'complete',
        importedLines: lines,
        errorLines: bad,
      })
    }
  })
})

describe('the cases of NUL bytes at the end', needsFile(cases), () => {
  it('are kept but for one line', async () => {
    const { folder, start } = place()
    const station = await start()
    for (const name of ['tail-1-after-lf', 'tail-4096', 'tail-after-half-record']) {
      const path = join(folder, `${name}.json`)
      copyFileSync(join(cases, 'nul', `${name}.json`), path)
      const { fileIds } = await station.addPaths([path], 'drop')
      await station.idle()
      expect(await station.file(fileIds[0] ?? 0)).toMatchObject({
        name: `${name}.json`,
        status: 'complete',
        importedLines: 5,
        errorLines: 1,
      })
    }
  })
})

/** Records of jackal_mk1 under the header of the other type. */
const wrongHeader = mk1Package(5).replace('jackal_mk1', 'jackal_mk2')

describe('a package of which nothing could be imported', () => {
  it('is held, says which type fits, and its source stays', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, wrongHeader)
    await isAt(station, 'failed')
    await station.idle()
    expect(await station.file(1)).toMatchObject({
      failureCode: 'nothing_imported',
      failureMessage:
        'None of its 5 lines could be imported as jackal_mk2. The reason: "ts" is missing and 6 more faults, first in line 2. They fit jackal_mk1: was it taken for the wrong type?',
      importedLines: 0,
      errorLines: 5,
      sourceState: 'present',
    })
    expect(existsSync(path)).toBe(true)
    // Its header is mended.
    writeFileSync(path, mk1Package(5))
    await isAt(station, 'complete')
    expect(await station.file(1)).toMatchObject({ importedLines: 5, errorLines: 0 })
  })

  it('stays held when it is retried as it is, and is complete once a line of it is mended', async () => {
    const { start, path } = place()
    const station = await start({ afterImport: 'keep' })
    // The last line has no line end: reading it again would take its mend back.
    writeFileSync(path, wrongHeader.trimEnd())
    await isAt(station, 'failed')
    await station.act(1, 'retry')
    await until('read', async () => (await station.file(1))?.status === 'failed')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ failureCode: 'nothing_imported', errorLines: 5 })
    const text =
      '{"ts":"2024-03-01T10:00:00Z","vel":1,"alt":2,"lat":3,"long":4,"instrument1":"ok","instrument3":"ok","instrument4":"ok"}'
    await station.inbox.save({ fileId: 1, line: 6, text })
    await isAt(station, 'complete')
    await until('kept', async () => (await station.file(1))?.sourceState === 'kept')
    expect(await station.file(1)).toMatchObject({
      importedLines: 1,
      errorLines: 4,
      failureCode: null,
      failureMessage: null,
    })
  })

  it('is none with a header alone, or with blank lines', async () => {
    const { folder, start } = place()
    const station = await start()
    for (const [name, text] of [
      ['a.json', mk1Header],
      ['b.json', `${mk1Header}\n\n \n`],
    ] as const) {
      writeFileSync(join(folder, name), text)
      await station.addPaths([join(folder, name)], 'drop')
    }
    await station.idle()
    expect(
      (await station.ask('files:page', { section: 'history', offset: 0, limit: 10 })).rows.map(
        ({ status }) => status,
      ),
    ).toEqual(['complete', 'complete'])
  })
})

describe('a source that somebody has open for writing', needs('Linux'), () => {
  it('is read, and is removed only when it is closed', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, whole)
    const writer = spawn('sleep', ['600'], { stdio: ['ignore', openSync(path, 'a'), 'ignore'] })
    afterTest(() => writer.kill())
    await until('stuck', async () => (await station.file(1))?.sourceState === 'stuck')
    expect(await station.file(1)).toMatchObject({
      status: 'complete',
      importedLines: 300,
      sourceReason: expect.stringMatching(/open for writing \(sleep, process \d+\)/),
    })
    expect(existsSync(path)).toBe(true)
    const ended = once(writer, 'exit')
    writer.kill()
    await ended
    await station.steer('sources', 'restart')
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
  })

  it('goes when somebody only reads it', async () => {
    const { start, path } = place()
    const station = await start()
    writeFileSync(path, whole)
    const reader = spawn('sleep', ['600'], { stdio: [openSync(path, 'r'), 'ignore', 'ignore'] })
    afterTest(() => reader.kill())
    await until('deleted', async () => (await station.file(1))?.sourceState === 'deleted')
    expect(existsSync(path)).toBe(false)
  })
})
