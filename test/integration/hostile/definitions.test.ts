import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../helpers/command'
import { openDatabase, runStation, stationAt, tempFolder } from '../../helpers/station'
import { runTerminal } from '../../helpers/terminal'

/** Texts that do harm wherever they are taken for something else than text. */
const evil = [
  `'); DROP TABLE files; --`,
  `" || (SELECT 1) || "`,
  '<img src=x onerror="document.title=1">',
  '=HYPERLINK("http://x","y")',
  '\u{202E}\u{1b}[31mred',
  '__proto__',
  '${constructor.constructor("return 1")()}',
  "'",
]

/** A type in which every text that may be anything is one of these. */
const hostile = {
  format: 'downlink-definition/1',
  type: 'select',
  title: evil[2],
  file: { kind: 'delimited', delimiter: ';' },
  recognise: { columns: evil.map((_, i) => `${evil[i]}`).slice(0, 2) },
  missing: [evil[0]],
  time: { form: 'epoch', from: 'order', unit: 's' },
  channels: [
    ...evil.map((text, i) => ({
      name: ['group', 'from', 'where', 'null', 'constructor', 'tostring', 'records', 'union'][i],
      from: text,
      kind: 'word',
      label: text,
      group: text,
    })),
    {
      name: 'mode',
      from: 'mode',
      kind: 'state',
      states: evil.map((text, i) => ({ value: i, word: text })),
    },
    { name: 'value', from: 'value', kind: 'number', unit: evil[3], scale: 2 },
  ],
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const table = [
  ['order', ...evil.map(quoted), 'mode', 'value'].join(';'),
  ...evil.map((text, i) => [`170000000${i}`, ...evil.map(() => quoted(text)), i, i].join(';')),
  '',
].join('\n')

function atHome(): { folder: string; satellites: string } {
  const folder = tempFolder()
  const satellites = join(stationAt(folder).dataFolder, 'satellites')
  mkdirSync(satellites, { recursive: true })
  return { folder, satellites }
}

describe('a definition of hostile texts', () => {
  it('is only ever text: in the database, its views, answers and exports', async () => {
    const { folder, satellites } = atHome()
    writeFileSync(join(satellites, 'select.json'), JSON.stringify(hostile))
    writeFileSync(join(folder, 'a.csv'), table)
    const station = await runStation(folder)
    expect(station.status().definitions.faults).toBeNull()
    await station.addPaths([join(folder, 'a.csv')], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: evil.length })

    const db = openDatabase(folder)
    const rows = db.prepare('SELECT * FROM telemetry_select ORDER BY line').all()
    expect(rows.map((row) => Reflect.get(Object(row), 'mode'))).toEqual(evil)
    expect(rows.map((row) => Reflect.get(Object(row), 'union'))).toEqual([null, ...evil.slice(1)])
    expect(rows.map((row) => Reflect.get(Object(row), 'value'))).toEqual(evil.map((_, i) => 2 * i))
    const words = db.prepare('SELECT instruments FROM telemetry ORDER BY line').pluck().all()
    expect(words.map((text) => JSON.parse(String(text)).mode)).toEqual(evil)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')

    const scope = { kind: 'file', fileId: 1 } as const
    const channels = await station.ask('flight:channels', scope)
    expect(channels.map(({ label }) => label).slice(0, evil.length)).toEqual(evil)
    const strips = await station.ask('flight:statuses', {
      scope,
      window: null,
      channels: null,
      buckets: 10,
    })
    const mode = strips.instruments.find(({ name }) => name === 'mode')
    expect(new Set(mode?.words.map(({ word }) => word))).toEqual(new Set(evil))
    expect((await station.ask('flight:health', { fileId: 1 }))?.records).toBe(evil.length)
    await station.stop()

    const { code, out } = await runCommand(folder, 'export', '1', '--format', 'excel')
    expect(code).toBe(0)
    // No cell is a formula to a spreadsheet.
    expect(out.split('\r\n').flatMap((line) => line.match(/(?:^|[,;]"?)[=+@]/g) ?? [])).toEqual([])
    const { code: packageCode, out: copy } = await runCommand(
      folder,
      'export',
      '1',
      '--format',
      'package',
    )
    expect(packageCode).toBe(0)
    writeFileSync(join(folder, 'copy.csv'), copy)
    const again = await runCommand(
      folder,
      'ingest',
      'copy.csv',
      '--json',
      '--db',
      join(folder, 'b.db'),
    )
    expect(JSON.parse(again.out)).toMatchObject({ status: 'complete', importedLines: evil.length })
  })

  it.each([
    ['ten megabytes', () => `{"format":"${'x'.repeat(10_000_000)}"}`, /longer than 4000000/],
    [
      '100,000 channels',
      () =>
        JSON.stringify({
          ...hostile,
          channels: Array.from({ length: 100_000 }, (_, i) => ({
            name: `c${i}`,
            from: 'x',
            kind: 'word',
          })),
        }),
      /longer than|100000 channels; a satellite type can have 990/,
    ],
    ['__proto__', () => '{"format":"downlink-definition/1","__proto__":{"type":"x"}}', /__proto__/],
    ['depth', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /JSON/],
    [
      'SQL for a name',
      () => JSON.stringify({ ...hostile, type: 'x; DROP TABLE files' }),
      /type must be/,
    ],
    [
      'a name that is taken',
      () =>
        JSON.stringify({
          ...hostile,
          channels: [{ name: 'timestamp_us', from: 'x', kind: 'word' }],
        }),
      /timestamp_us/,
    ],
  ])('of %s is refused in words, and costs no other type', async (_, text, words) => {
    const { folder, satellites } = atHome()
    writeFileSync(join(satellites, 'bad.json'), text())
    writeFileSync(join(folder, 'good.json'), '{"satellite_type":"jackal_mk1"}\n')
    const { code, err, polluted } = await runTerminal(folder, 'ingest', 'good.json')
    expect([code, polluted]).toEqual([0, false])
    expect(err).toMatch(words)
    expect(err.length).toBeLessThan(1_000)
  })
})
