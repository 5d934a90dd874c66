import Database from 'better-sqlite3'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../../helpers/station'
import { runCommand } from '../../helpers/command'

const logger = {
  format: 'downlink-definition/1',
  type: 'logger',
  title: 'Logger',
  file: { kind: 'delimited' },
  time: { form: 'elapsed', from: 't', unit: 's' },
  channels: [{ name: 'volts', from: 'v', kind: 'number', unit: 'V' }],
}

function atHome(): { folder: string; write: (name: string, content: string | object) => void } {
  const folder = tempFolder()
  return {
    folder,
    write: (name, content) =>
      writeFileSync(
        join(folder, name),
        typeof content === 'string' ? content : JSON.stringify(content, null, 2),
      ),
  }
}

describe('types', () => {
  it('are checked, added, listed, shown and removed', async () => {
    const { folder, write } = atHome()
    write('logger.json', logger)
    write('bad.json', { ...logger, time: { form: 'elapsed', from: 't', unit: 'h' } })
    const bad = await runCommand(folder, 'types', 'check', 'bad.json')
    expect([bad.code, bad.out]).toEqual([1, ''])
    expect(bad.err).toMatch(/bad\.json: time\.unit must be "s"/)
    const notAdded = await runCommand(folder, 'types', 'add', 'bad.json')
    expect([notAdded.code, existsSync(join(folder, 'data', 'satellites'))]).toEqual([1, false])

    expect(await runCommand(folder, 'types', 'check', 'logger.json')).toMatchObject({
      code: 0,
      out: 'logger.json: logger (Logger), 1 channel\n',
    })
    expect(await runCommand(folder, 'types', 'add', 'logger.json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('logger (Logger), 1 channel: new'),
    })
    const list = await runCommand(folder, 'types', 'list', '--json')
    const rows = list.out.trim().split('\n')
    expect(rows.map((row) => JSON.parse(row).type)).toEqual(['jackal_mk1', 'jackal_mk2', 'logger'])
    const forPeople = (await runCommand(folder, 'types', 'list')).out.trim().split('\n').at(-1)
    expect(forPeople?.split('\t')).toEqual([
      'logger',
      'Logger',
      'delimited',
      '1 channel',
      'not used yet',
      join(folder, 'data', 'satellites', 'logger.json'),
    ])
    const shown = await runCommand(folder, 'types', 'show', 'logger')
    expect(JSON.parse(shown.out)).toMatchObject(logger)
    expect(await runCommand(folder, 'types', 'show', 'nobody')).toMatchObject({ code: 1 })

    write('log.csv', 't,v\n0.5,12\n')
    await runCommand(
      folder,
      'ingest',
      'log.csv',
      '--type',
      'logger',
      '--start',
      '2026-01-01T00:00:00Z',
    )
    const needed = await runCommand(folder, 'types', 'remove', 'logger')
    expect(needed).toMatchObject({ code: 1, err: expect.stringContaining('1 package of logger') })
    expect(await runCommand(folder, 'types', 'remove', 'jackal_mk1')).toMatchObject({ code: 1 })
  })

  it('that can not be used are told of by whatever imports, and nothing else waits', async () => {
    const { folder, write } = atHome()
    write('logger.json', logger)
    await runCommand(folder, 'types', 'add', 'logger.json')
    writeFileSync(join(folder, 'data', 'satellites', 'torn.json'), '{"format":')
    write('log.csv', 't,v\n1,2\n')
    const { code, err } = await runCommand(
      folder,
      'ingest',
      'log.csv',
      '--type',
      'logger',
      '--start',
      '2026-01-01T00:00:00Z',
    )
    expect(code).toBe(0)
    expect(err).toMatch(/torn\.json: line 1, column 11 ends before it is whole JSON/)
    const list = await runCommand(folder, 'types', 'list')
    expect([list.code, list.err]).toEqual([1, expect.stringContaining('torn.json')])
  })
})

describe('what somebody says of a file', () => {
  it('is said again of a package that is made of its records', async () => {
    const { folder, write } = atHome()
    write('logger.json', logger)
    await runCommand(folder, 'types', 'add', 'logger.json')
    write('log.csv', 't,v\n0.25,12\n1,13\n')
    const told = ['--type', 'logger', '--start', '2026-01-01T00:00:00.5Z']
    await runCommand(folder, 'ingest', 'log.csv', ...told)
    const made = await runCommand(
      folder,
      'export',
      '--type',
      'logger',
      '--format',
      'package',
      '--out',
      'again.csv',
    )
    expect(made).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /does not say\. Import it with --start 2026-01-01T00:00:00.500000Z$/m,
      ),
    })
    expect(readFileSync(join(folder, 'again.csv'), 'utf8')).toBe('t,v\n0.25,12\n1,13\n')
    const table = await runCommand(folder, 'export', '--type', 'logger', '--format', 'csv')
    expect([table.code, table.err]).toEqual([0, ''])
  })

  it('is kept, and a held file is read as that from its first line', async () => {
    const { folder, write } = atHome()
    write('logger.json', logger)
    await runCommand(folder, 'types', 'add', 'logger.json')
    write('log.csv', 't,v\n0.25,12\n1,13\n')
    const unknown = await runCommand(folder, 'ingest', 'log.csv', '--json')
    expect(unknown.code).toBe(1)
    expect(JSON.parse(unknown.out).failure.code).toBe('unknown_satellite_type')
    const noStart = await runCommand(folder, 'ingest', 'log.csv', '--json', '--type', 'logger')
    expect(JSON.parse(noStart.out).failure).toMatchObject({
      code: 'needs_start',
      message: expect.stringContaining('on its page, or in the terminal with --start.'),
    })
    const start = '2026-01-01T00:00:00Z'
    const told = ['--type', 'logger', '--start', start]
    const good = await runCommand(folder, 'ingest', 'log.csv', '--json', ...told)
    expect(JSON.parse(good.out)).toMatchObject({ status: 'complete', importedLines: 2 })

    const db = new Database(join(folder, 'data', 'downlink.db'), { readonly: true })
    const startUs = Date.parse(start) * 1000
    expect(db.prepare('SELECT id, told_type, told_start_us FROM files').raw().all()).toEqual([
      [1, 'logger', startUs],
    ])
    expect(db.prepare('SELECT timestamp_us, volts FROM telemetry_logger').raw().all()).toEqual([
      [startUs + 250_000, 12],
      [startUs + 1_000_000, 13],
    ])
    db.close()
  })

  it('must be understood', async () => {
    const { folder, write } = atHome()
    write('log.csv', 't,v\n')
    const { code, err } = await runCommand(folder, 'ingest', 'log.csv', '--start', 'today')
    expect([code, err]).toEqual([2, expect.stringContaining('RFC 3339')])
    const unknown = await runCommand(folder, 'ingest', 'log.csv', '--type', 'x', '--json')
    expect(JSON.parse(unknown.out).failure).toMatchObject({
      code: 'unknown_satellite_type',
      message: expect.stringContaining('"x"'),
    })
  })
})
