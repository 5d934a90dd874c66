import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../helpers/command'
import { parseCsv } from '../../helpers/csv'
import { afterTest } from '../../helpers/afterTest'
import { needsFile } from '../../helpers/needs'
import { setPace } from '../../helpers/pace'
import { mk1Header, mk1Line, mk1Package } from '../../helpers/packages'
import { openDatabase, sharedFolder, tempFolder, until } from '../../helpers/station'
import { runTerminal } from '../../helpers/terminal'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')

/** Starts the built program as a process of its own, which ends at the latest with the test. */
function start(folder: string, ...args: string[]) {
  const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data') }
  const child = spawn(process.execPath, [program, ...args], { env, cwd: folder })
  afterTest(() => child.kill('SIGKILL'))
  const gone = new Promise((done) => child.once('exit', done))
  return { process: child, gone }
}

/** A package and a database that takes it in slowly, so that what comes meets it in its middle. */
async function slowImport(folder: string) {
  const lines = 20_000
  writeFileSync(join(folder, 'a.json'), mk1Package(lines))
  await runCommand(folder, 'ingest', 'no-such-file')
  setPace(folder, 5_000)
  const db = openDatabase(folder)
  const stored = db.prepare('SELECT count(*) FROM telemetry').pluck()
  return { lines, count: () => Number(stored.get()) }
}

const rights = (path: string): number => statSync(path).mode & 0o777

const parsed = (out: string): Record<string, unknown>[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('ingest', () => {
  it('prints one object per file, to the letter, and exits 0 although lines are bad', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), `${mk1Header}\n${mk1Line(2)}\n{}\n\n${mk1Line(5)}\n`)
    const { code, out } = await runTerminal(folder, 'ingest', '--json', 'a.json')
    expect(code).toBe(0)
    const [report, ...others] = parsed(out)
    expect(others).toEqual([])
    expect(report).toEqual({
      file: 'a.json',
      status: 'complete',
      satelliteType: 'jackal_mk1',
      totalLines: 3,
      importedLines: 2,
      errorLines: 1,
      skippedLines: 1,
      durationMs: expect.any(Number),
      failure: null,
      site: null,
      cellErrors: 0,
      emptyChannels: [],
      inNoChannel: { what: 'key', count: 0, hasMore: false },
    })
    expect(Object.keys(report ?? {})).toEqual([
      'file',
      'status',
      'satelliteType',
      'totalLines',
      'importedLines',
      'errorLines',
      'skippedLines',
      'durationMs',
      'failure',
      'site',
      'cellErrors',
      'emptyChannels',
      'inNoChannel',
    ])
  })

  it('gives a complete file its figures again, says duplicate for a copy, and imports that with --again', async () => {
    const folder = tempFolder()
    for (const name of ['a.json', 'b.json', 'c.json']) {
      writeFileSync(join(folder, name), mk1Package(20))
    }
    const reportOf = async (...args: string[]) => {
      const { code, out } = await runCommand(folder, 'ingest', '--json', ...args)
      return { code, ...parsed(out)[0] }
    }
    const first = await reportOf('a.json')
    expect(await reportOf('a.json')).toEqual(first)
    expect(await reportOf('b.json')).toMatchObject({
      code: 0,
      status: 'duplicate',
      importedLines: 0,
    })
    const imported = { code: 0, status: 'complete', importedLines: 20 }
    expect(await reportOf('--again', 'b.json')).toMatchObject(imported)
    // Also one whose import failed before.
    expect(await reportOf('--type', 'nobody', 'c.json')).toMatchObject({ status: 'failed' })
    expect(await reportOf('--again', '--type', 'jackal_mk1', 'c.json')).toMatchObject(imported)
  })

  it('exits 1 when a file fails, and still imports the others', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'bad.json'), 'no header\n')
    writeFileSync(join(folder, 'good.json'), mk1Package(3))
    const { code, out } = await runTerminal(
      folder,
      'ingest',
      '--json',
      'bad.json',
      'missing.json',
      'good.json',
    )
    expect(code).toBe(1)
    const reports = parsed(out).toSorted((a, b) =>
      String(a['file']).localeCompare(String(b['file'])),
    )
    expect(reports).toMatchObject([
      { file: 'bad.json', status: 'failed', failure: { code: 'unknown_satellite_type' } },
      { file: 'good.json', status: 'complete', failure: null },
      { file: 'missing.json', status: 'failed', failure: { code: 'unreadable' } },
    ])
  })

  it('tells of a file that was named twice both times, and only when it has ended', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(5_000))
    const { code, out } = await runCommand(folder, 'ingest', '--json', 'a.json', './a.json')
    expect(code).toBe(0)
    expect(parsed(out)).toMatchObject([
      { file: 'a.json', status: 'complete', importedLines: 5_000 },
      { file: './a.json', status: 'complete', importedLines: 5_000 },
    ])
  })

  it('imports a folder although it holds what can not be imported', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'in'))
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/in/bad`), Buffer.of(0xff)]), 'x')
    writeFileSync(join(folder, 'in', 'name\n\u001b[31m\u202e.json'), mk1Package(2))
    writeFileSync(join(folder, 'in', 'good.json'), mk1Package(3))
    const { code, out } = await runCommand(folder, 'ingest', 'in')
    expect(code).toBe(1)
    expect(out).toContain('not valid UTF-8')
    expect(out).toContain('good.json: complete')
    for (const character of ['\u001b', '\u202e']) expect(out).not.toContain(character)
    expect(out.trimEnd().split('\n')).toHaveLength(3)
  })

  it('stops at Ctrl+C in the middle with 130, and goes on the next time', async () => {
    const folder = tempFolder()
    const { lines, count } = await slowImport(folder)
    const child = start(folder, 'ingest', 'a.json')
    await until('the first lines', () => count() > 0)
    child.process.kill('SIGINT')
    expect(await child.gone).toBe(130)
    expect(count()).toBeLessThan(lines)
    setPace(folder, null)
    const { out } = await runCommand(folder, 'ingest', '--json', 'a.json')
    expect(parsed(out)).toMatchObject([{ status: 'complete', importedLines: lines }])
  })

  it('keeps what it stores to its user', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(3))
    await runCommand(folder, 'ingest', 'a.json')
    const data = join(folder, 'data')
    expect(rights(data)).toBe(0o700)
    for (const name of readdirSync(data)) {
      expect([name, rights(join(data, name)) & 0o077]).toEqual([name, 0])
    }
  })

  it('says in words what is wrong with a database', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(30))
    for (const args of [['files'], ['ingest', 'a.json']]) {
      const { code, out, err } = await runCommand(folder, ...args, '--db', 'a.json')
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toContain('a.json is damaged or is not a database')
    }
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(mk1Package(30))
  })

  it.each([
    [['ingest']],
    [['ingest', '--no-such-option', 'a.json']],
    [['watch', '.', '--quiet-ms', '99999999']],
    [['errors', '0']],
    [['fly']],
    [[]],
  ])('exits 2 for %j', async (args) => {
    expect((await runCommand(tempFolder(), ...args)).code).toBe(2)
  })

  it('killed and started again goes on from the checkpoint', async () => {
    const folder = tempFolder()
    const { lines, count } = await slowImport(folder)
    for (let kills = 0; kills < 3; kills += 1) {
      const before = count()
      const child = start(folder, 'ingest', 'a.json')
      await until('more lines', () => count() > before)
      child.process.kill('SIGKILL')
      await child.gone
    }
    expect(count()).toBeLessThan(lines)
    setPace(folder, null)
    const { code, out } = await runCommand(folder, 'ingest', '--json', 'a.json')
    expect(code).toBe(0)
    expect(parsed(out)[0]).toMatchObject({ status: 'complete', importedLines: lines })
    const db = openDatabase(folder)
    const stored = db.prepare('SELECT count(*), count(DISTINCT line), max(line) FROM telemetry')
    expect(stored.raw().get()).toEqual([lines, lines, lines + 1])
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('refuses a database that another engine works on, and names it; questions still work', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    const other = start(folder, 'watch', 'inbox')
    let said = ''
    other.process.stdout.on('data', (text) => (said += String(text)))
    await until('the other engine', () => said.includes('watching'))
    writeFileSync(join(folder, 'a.json'), mk1Package(3))
    const { code, err } = await runCommand(folder, 'ingest', 'a.json')
    expect(code).toBe(1)
    expect(err).toContain(`process ${other.process.pid}`)
    expect((await runCommand(folder, 'files', '--json')).code).toBe(0)
    other.process.kill('SIGTERM')
    expect(await other.gone).toBe(143)
  })
})

describe('watch --once', () => {
  it('imports what is in the folder, sees the sources out and exits', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    writeFileSync(join(folder, 'inbox', 'a.json'), mk1Package(30))
    const { code, out } = await runCommand(
      folder,
      'watch',
      'inbox',
      '--once',
      '--quiet-ms',
      '100',
      '--grace-ms',
      '100',
      '--after-import',
      'archive',
      '--archive',
      'done',
    )
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('archived') })
    expect(readFileSync(join(folder, 'done', 'a.json'), 'utf8')).toBe(mk1Package(30))
  })

  it('exits 1 when a file failed, and still imports the others', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    writeFileSync(join(folder, 'inbox', 'bad.json'), 'no header\n')
    writeFileSync(join(folder, 'inbox', 'good.json'), mk1Package(30))
    const args = 'watch inbox --once --quiet-ms 100 --grace-ms 100 --after-import delete'
    const { code, out } = await runCommand(folder, ...args.split(' '))
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringContaining('bad.json: failed'),
    })
    expect(readdirSync(join(folder, 'inbox'))).toEqual(['bad.json'])
  })
})

describe('watch', () => {
  it('--once exits 1 when the folder is not there, and says so', async () => {
    const { code, err } = await runCommand(tempFolder(), 'watch', 'nowhere', '--once')
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('is not there') })
  })
})

describe('a reader that goes', () => {
  const imported = sharedFolder()
  beforeAll(async () => {
    writeFileSync(join(imported, 'a.json'), `${mk1Package(20_000)}${'{}\n'.repeat(5_000)}`)
    await runCommand(imported, 'ingest', 'a.json')
  })

  it.each(['export 1', 'errors 1', 'files'])('ends "%s" quietly', async (command) => {
    const env = { ...process.env, DOWNLINK_DATA: join(imported, 'data') }
    const child = spawn(process.execPath, [program, ...command.split(' ')], { env })
    let err = ''
    child.stderr.on('data', (text) => (err += String(text)))
    child.stdout.destroy()
    const code = await new Promise((done) => child.once('close', done))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('does not end an import', async () => {
    const folder = tempFolder()
    for (const name of ['a.json', 'b.json'])
      writeFileSync(join(folder, name), mk1Package(name.charCodeAt(0)))
    const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data') }
    const args = [program, 'ingest', '--json', 'missing.json', 'a.json', 'b.json']
    const child = spawn(process.execPath, args, { env, cwd: folder })
    child.stdout.destroy()
    await new Promise((done) => child.once('close', done))
    const files = parsed((await runCommand(folder, 'files', '--json')).out)
    expect(files).toMatchObject([{ status: 'complete' }, { status: 'complete' }])
  })
})

/** Every record in a folder's database, without where it stood. */
const records = (folder: string) =>
  openDatabase(folder)
    .prepare(
      `SELECT timestamp_us, velocity, altitude, latitude, longitude, instruments
       FROM telemetry ORDER BY id`,
    )
    .all()

describe('files, errors and export', () => {
  const imported = sharedFolder()
  beforeAll(async () => {
    writeFileSync(join(imported, 'a.json'), mk1Package(300))
    writeFileSync(join(imported, 'b.json'), mk1Package(40))
    await runCommand(imported, 'ingest', 'a.json', 'b.json')
  })

  it('tell what was imported', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), `${mk1Header}\n${mk1Line(2)}\n{"a":1}\n=1+1\n`)
    await runCommand(folder, 'ingest', 'a.json')

    const [file] = parsed((await runCommand(folder, 'files', '--json')).out)
    expect(file).toMatchObject({ id: 1, status: 'complete', errorLines: 2 })

    const errors = parsed((await runCommand(folder, 'errors', '1', '--json')).out)
    expect(errors[0]).toMatchObject({
      file_id: 1,
      line: 3,
      code: 'missing_field',
      raw: Buffer.from('{"a":1}').toString('base64'),
      raw_bytes: 7,
      status: 'open',
    })

    const [record] = parsed((await runCommand(folder, 'export', '1')).out)
    const want = JSON.parse(mk1Line(2))
    expect(record).toMatchObject({
      line: 2,
      velocity: want.velocity,
      instruments: { instrument1: 'ok', instrument2: want.instrument2 },
    })

    const csv = join(folder, 'out.csv')
    const made = await runCommand(folder, 'export', '1', '--format', 'csv', '--out', csv)
    expect(made.code).toBe(0)
    expect(readFileSync(csv, 'utf8').split('\n')[0]).toBe(
      'id,file_id,file,line,timestamp,timestamp_us,velocity,altitude,latitude,longitude,instrument1,instrument2',
    )
    const twice = await runCommand(folder, 'export', '1', '--out', csv)
    expect(twice.code).toBe(1)
  })

  it('write a package that imports again with the same records', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), `${mk1Package(300)}{"a":1}\n`)
    writeFileSync(join(folder, 'b.json'), mk1Package(40))
    await runCommand(folder, 'ingest', 'a.json', 'b.json')
    const all = ['export', '--type', 'jackal_mk1', '--format', 'package']
    expect(await runCommand(folder, ...all, '--out', 'again.json')).toMatchObject({ code: 0 })
    const copy = tempFolder()
    const { out } = await runCommand(copy, 'ingest', '--json', join(folder, 'again.json'))
    expect(parsed(out)[0]).toMatchObject({ importedLines: 340, errorLines: 0 })
    expect(records(copy)).toEqual(records(folder))
  })

  it('take a stretch of time, of a file or of all of a type', async () => {
    const times = parsed((await runCommand(imported, 'export', '1')).out).map((record) =>
      String(record['timestamp']),
    )
    const stretch = ['--from', times.toSorted()[10] ?? '', '--to', times.toSorted()[20] ?? '']
    const ofFile = await runCommand(imported, 'export', '1', ...stretch)
    expect(parsed(ofFile.out)).toHaveLength(10)
    const ofType = await runCommand(imported, 'export', '--type', 'jackal_mk1')
    expect(new Set(parsed(ofType.out).map((record) => record['file']))).toEqual(
      new Set(['a.json', 'b.json']),
    )
  })

  it.each([
    [[], 2, /either a file by its number or a satellite type/],
    [['1', '--type', 'jackal_mk1'], 2, /either a file/],
    [['1', '--from', 'yesterday'], 2, /RFC 3339/],
    [['1', '--from', '2024-03-01T10:00:00Z', '--to', '2024-03-01T10:00:00Z'], 2, /before --to/],
    [['1', '--what', 'errors', '--format', 'package'], 2, /make no package/],
    [['1', '--what', 'errors', '--from', '2024-03-01T10:00:00Z'], 2, /have no time/],
    [['--type', 'jackal_mk9'], 1, /no file of the satellite type jackal_mk9.*jackal_mk1/],
  ])('refuse with words: export %j', async (args, code, words) => {
    const ended = await runCommand(imported, 'export', ...args)
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.err).toMatch(words)
  })

  const example = join(import.meta.dirname, '../../../../shared/cases/export/csv.json')
  it('write what opens right in a spreadsheet', needsFile(example), async () => {
    const folder = tempFolder()
    await runCommand(folder, 'ingest', example)
    for (const what of ['records', 'errors']) {
      const { out } = await runCommand(folder, 'export', '1', '--format', 'excel', '--what', what)
      expect(out.startsWith('\ufeff')).toBe(true)
      const [head = [], ...rows] = parseCsv(out.slice(1))
      expect(rows.length).toBeGreaterThan(5)
      for (const row of rows) {
        expect(row).toHaveLength(head.length)
        const run = row.filter((cell) => /^[\s\p{Cf}]*[=+\-@＝＋－＠−]/u.test(cell))
        expect(run.filter((cell) => Number.isNaN(Number(cell)))).toEqual([])
      }
      if (what === 'errors') continue
      const words = rows.map((row) => row[head.indexOf('instrument1')])
      expect(words).toEqual(expect.arrayContaining(['fehler äöü', '正常', '😀', "'00123", 'a"b']))
    }
  })

  it('say what is missing', async () => {
    const folder = tempFolder()
    expect(await runCommand(folder, 'files')).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no database'),
    })
  })
})
