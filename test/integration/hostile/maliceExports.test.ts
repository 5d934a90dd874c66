import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Station } from '../../../src/main/ingest/station'
import { parseCsv } from '../../helpers/csv'
import { inboxFilter } from '../../helpers/inbox'
import { ACTS, maliciousPackage, NAME, payloads } from '../../helpers/malice'
import { mk1Line } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'

const { goodLines, badLines, text } = maliciousPackage()

let folder = ''
let station: Station

beforeEach(async () => {
  folder = tempFolder()
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in', NAME), text)
  station = await runStation(folder)
  await station.addPaths([join(folder, 'in', NAME)], 'drop')
  await station.idle()
})

const scope = { kind: 'file', fileId: 1 } as const
const rows = (written: string): string[] => written.trimEnd().split('\n')

/** Cells that a spreadsheet would run; numbers are none. */
const formulas = (written: string): string[] =>
  parseCsv(written)
    .flat()
    .filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && Number.isNaN(Number(cell)))

async function errors(format: 'csv' | 'ndjson'): Promise<string> {
  const path = join(folder, `errors.${format}`)
  const request = { filter: inboxFilter(), format, path }
  expect(await station.inbox.exportBadLines('e', request)).toMatchObject({ state: 'done' })
  return readFileSync(path, 'utf8')
}

async function telemetry(format: 'csv' | 'ndjson', what: 'records' | 'buckets'): Promise<string> {
  const path = join(folder, `${what}.${format}`)
  const shown =
    what === 'records'
      ? ({ rows: 'records' } as const)
      : ({ rows: 'buckets', buckets: 10 } as const)
  const channels = ['velocity', 'latitude'] as const
  const asked = { job: 't', scope, window: null, channels, what: shown, format, path }
  expect(await station.flight.export(asked)).toMatchObject({ state: 'done' })
  return readFileSync(path, 'utf8')
}

describe('malicious text in what the window exports', () => {
  it('is no formula in bad lines as CSV, and does not act', async () => {
    const written = await errors('csv')
    expect(written).not.toMatch(ACTS)
    expect(formulas(written)).toEqual([])
    const [head = [], ...lines] = parseCsv(written)
    expect(lines).toHaveLength(badLines.length)
    for (const line of lines) expect(line).toHaveLength(head.length)
    // The name of the package is in it too.
    expect(lines[0]?.join()).toContain('<img src=x onerror=alert(1)>')
  })

  it('is there to the letter in bad lines as NDJSON, and does not act', async () => {
    const written = await errors('ndjson')
    expect(written).not.toMatch(ACTS)
    const raw = rows(written).map((line): string =>
      Buffer.from(JSON.parse(line).raw, 'base64').toString(),
    )
    // They come kind by kind.
    expect(raw.toSorted()).toEqual(badLines.toSorted())
  })

  it('is no formula in telemetry as CSV, and does not act', async () => {
    const written = await telemetry('csv', 'records')
    expect(written).not.toMatch(ACTS)
    expect(formulas(written)).toEqual([])
    const [head = [], ...records] = parseCsv(written)
    expect(records).toHaveLength(goodLines.length)
    for (const record of records) expect(record).toHaveLength(head.length)
    // Numbers stay numbers.
    const { latitude } = JSON.parse(mk1Line(2))
    expect(records[0]?.[head.indexOf('latitude')]).toBe(String(latitude))
  })

  it('is there to the letter in telemetry as NDJSON, and does not act', async () => {
    const written = await telemetry('ndjson', 'records')
    expect(written).not.toMatch(ACTS)
    const words = rows(written).map((line): string => JSON.parse(line).instruments.instrument1)
    expect(words).toEqual([...payloads, ...payloads.map(() => 'ok')])
    expect(JSON.parse(rows(written)[0] ?? '').file).toBe(NAME)
  })

  it.each(['csv', 'ndjson'] as const)(
    'does nothing in the plot’s numbers as %s',
    async (format) => {
      const written = await telemetry(format, 'buckets')
      expect(written).not.toMatch(ACTS)
      const cells = format === 'csv' ? formulas(written) : []
      expect(cells).toEqual([])
    },
  )

  it('comes back the same from a corrected package', async () => {
    const path = join(folder, 'corrected.json')
    const done = await station.inbox.exportCorrected('c', { fileId: 1, path })
    expect(done).toMatchObject({ state: 'done', leftOut: badLines.length })
    const [, ...lines] = rows(readFileSync(path, 'utf8'))
    expect(lines).toEqual(goodLines)
  })
})

describe('malicious text in what an operator writes', () => {
  it('stays a text in notes, corrected lines and the log', async () => {
    const note = payloads.join(' ').slice(0, 500)
    const mended = mk1Line(9).replace('"instrument1":"ok"', () => `"instrument1":"=1+1"`)
    const line = goodLines.length + 2
    expect(await station.inbox.save({ fileId: 1, line, text: mended })).toMatchObject({
      saved: true,
    })
    await station.inbox.dismiss('d', { filter: inboxFilter() }, note)
    const history = await station.ask('mend:history', { fileId: 1, offset: 0, limit: 9 })
    expect(history.rows.map((mend) => mend.note)).toEqual([note, ''])
    await station.removals.remove(1, note)
    expect(await station.file(1)).toMatchObject({ removal: { note } })
    await station.removals.undo(1)
    expect(formulas(await telemetry('csv', 'records'))).toEqual([])
    await station.stop()
    const log = readFileSync(join(folder, 'data', 'logs', 'downlink.log'), 'utf8')
    expect(log).not.toMatch(ACTS)
    for (const one of rows(log)) expect(() => JSON.parse(one)).not.toThrow()
  })
})
