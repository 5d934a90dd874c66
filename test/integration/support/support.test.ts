import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { announce } from '../../../src/main/ingest/events'
import { crashFolder } from '../../../src/main/support/crashDumps'
import { Support } from '../../../src/main/support/support'
import { runCommand } from '../../helpers/command'
import { afterTest } from '../../helpers/afterTest'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { runStation, tempFolder, until } from '../../helpers/station'
import { unzip } from '../../helpers/unzip'

/** What must be nowhere: values, words of instruments, pieces of bad lines, secrets. */
const planted = ['7623.98765', 'WORDMARK', 'RAWMARK', 'KEYMARK', 'hunter2'] as const

const files: Readonly<Record<string, string>> = {
  'good.json': `${mk1Header}\n${mk1Line(2)
    .replace('"ok"', '"WORDMARK"')
    .replace(/"velocity":[\d.]+/, '"velocity":7623.98765')}\n`,
  'bad.json': `${mk1Header}\n${mk1Line(2)}\nRAWMARK,7623.98765,not json\n{"velocity":"RAWMARK","altitude":7623.98765}\n`,
  'all bad.json': `${mk1Header}\nRAWMARK 7623.98765\n{"RAWMARK":7623.98765}\n`,
  'keys.json': `${mk1Header}\n${mk1Line(2).replace('}', ',"KEYMARK":7623.98765}')}\n`,
  'no type.json': 'RAWMARK,7623.98765\n1,2\n',
  'other type.json': '{"satellite_type":"RAWMARK 7623.98765"}\n',
  'no object.json': '["RAWMARK",7623.98765]\n',
  'torn header.json': '{"velocity":7623.98765,"RAWMARK\n',
  'cells.csv': 'time,RAWMARK\n7623.98765,RAWMARK\n',
}

/** A station that has met all of them, and whose log has heard of worse. */
async function plant(folder: string) {
  vi.stubEnv('DOWNLINK_PASSWORD', 'hunter2')
  afterTest(() => vi.unstubAllEnvs())
  const data = join(folder, 'data')
  mkdirSync(join(data, 'satellites'), { recursive: true })
  writeFileSync(join(data, 'satellites', 'mine.json'), '{"type":"RAWMARK 7623.98765","x":hunter2}')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const station = await runStation(folder)
  await station.addPaths(
    Object.keys(files).map((name) => join(folder, name)),
    'open',
  )
  await station.idle()
  // A fault of the program's own may have been met while it held a line.
  try {
    JSON.parse('{"velocity":7623.98765,"RAWMARK":"hunter2",}')
  } catch (error) {
    const { message, stack = null } = error instanceof Error ? error : new Error(String(error))
    announce('fault', { message, stack })
  }
  announce('fault', { message: 'smb://anna:hunter2@host is gone, token=hunter2', stack: null })
  const log = join(data, 'logs', 'downlink.log')
  await until('the log', () => readFileSync(log, 'utf8').includes('is gone'))
  appendFileSync(log, 'RAWMARK, a line that a power cut has torn')
  return { station, data }
}

function expectNothingPlanted(found: Record<string, Buffer>): void {
  for (const [name, bytes] of Object.entries(found)) {
    for (const mark of planted) expect(bytes.includes(mark), `${mark} in ${name}`).toBe(false)
  }
}

describe('what is collected for support', () => {
  it('is all that is shown and has nothing of packages in it, nor a secret', async () => {
    const folder = tempFolder()
    const { station, data } = await plant(folder)
    mkdirSync(join(crashFolder(data), 'pending'), { recursive: true })
    writeFileSync(join(crashFolder(data), 'pending', 'one.dmp'), 'memory with RAWMARK')
    const support = new Support({
      dataFolder: data,
      versions: { name: 'Downlink', version: '1.2.3' },
      database: () => station.databaseFacts(),
      station: () => station.status(),
    })
    const contents = await support.collect()
    // The log itself holds some of it, or this would prove nothing.
    expect(readFileSync(join(data, 'logs', 'downlink.log'), 'utf8')).toContain('RAWMARK')
    expect(contents.files.map(({ name }) => name)).toEqual([
      'about.txt',
      'versions.json',
      'system.json',
      'settings.json',
      'database.json',
      'schema.sql',
      'station.json',
      'crash-dumps.json',
      'logs/downlink.log',
    ])
    expect(contents.dumps).toMatchObject([{ name: 'one.dmp', bytes: 19 }])

    const path = join(folder, 'support.zip')
    const bytes = await support.save(path, false)
    expect(readFileSync(path)).toHaveLength(bytes)
    const found = await unzip(path)
    expect(Object.keys(found)).toEqual(contents.files.map(({ name }) => name))
    for (const { name, bytes: size } of contents.files) {
      expect(found[name]?.toString()).toBe(support.read(name))
      expect(found[name]).toHaveLength(size)
    }
    expectNothingPlanted(found)
    const text = (name: string): string => found[name]?.toString() ?? ''
    expect(text('schema.sql')).toContain('CREATE TABLE files')
    expect(JSON.parse(text('database.json'))).toMatchObject({
      sqlite: expect.stringMatching(/^3\./),
      files: { importedLines: expect.any(Number) },
    })
    expect(text('logs/downlink.log')).toContain('"name":"bad.json"')
    expect(text('versions.json')).toContain('1.2.3')
    expect(text('crash-dumps.json')).toContain('one.dmp')

    await support.save(path, true)
    expect((await unzip(path))['crash-dumps/one.dmp']?.toString()).toBe('memory with RAWMARK')
  })

  it('is had in the terminal, too, and without a database', async () => {
    const folder = tempFolder()
    const { station } = await plant(folder)
    await station.stop()
    const first = await runCommand(folder, 'support', '--out', 'support.zip')
    expect(first).toMatchObject({ code: 0, err: '', out: expect.stringContaining('schema.sql') })
    const found = await unzip(join(folder, 'support.zip'))
    expectNothingPlanted(found)
    expect(found['schema.sql']?.toString()).toContain('CREATE TABLE files')
    const again = await runCommand(folder, 'support', '--out', 'support.zip')
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is there already') })

    const empty = tempFolder()
    const without = await runCommand(empty, 'support', '--out', join(empty, 'a.zip'))
    expect(without).toMatchObject({ code: 0, err: '' })
    const { 'database.json': figures } = await unzip(join(empty, 'a.zip'))
    expect(figures?.toString()).toContain('there is no database')
  })

  it('has the end of a long log, in whole lines, and hides the home folder', async () => {
    const folder = tempFolder()
    vi.stubEnv('HOME', folder)
    afterTest(() => vi.unstubAllEnvs())
    mkdirSync(join(folder, 'logs'))
    const lines = Array.from({ length: 2_000 }, (_, n) =>
      JSON.stringify({ n, detail: `${folder}/in is watched`, more: 'so on '.repeat(200) }),
    )
    writeFileSync(join(folder, 'logs', 'downlink.log'), `${lines.join('\n')}\n`)
    const support = new Support({
      dataFolder: folder,
      versions: {},
      database: () => Promise.reject(new Error('it is away')),
    })
    await support.collect()
    const log = support.read('logs/downlink.log') ?? ''
    expect(log.length).toBeLessThan(1024 * 1024)
    expect(JSON.parse(log.slice(0, log.indexOf('\n')))).toMatchObject({ n: expect.any(Number) })
    expect(log).toContain('"n":1999,"detail":"~/in is watched')
    expect(log).not.toContain(basename(folder))
    expect(support.read('database.json')).toContain('it is away')
    expect(support.read('../secret')).toBeNull()
  })
})
