import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand, type CommandRun } from '../../helpers/command'
import { parseCsv } from '../../helpers/csv'
import { ACTS, maliciousPackage, NAME, payloads } from '../../helpers/malice'
import { mk1Line } from '../../helpers/packages'
import { tempFolder } from '../../helpers/station'

const { goodLines, badLines, text: PACKAGE, badType: BAD_TYPE } = maliciousPackage()

const folder = mkdtempSync(join(tmpdir(), 'downlink-test-'))
let ingest: CommandRun
let asJson: CommandRun

beforeAll(async () => {
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in', NAME), PACKAGE)
  writeFileSync(join(folder, 'in', `${NAME} 2`), BAD_TYPE)
  const paths = [join('in', NAME), join('in', `${NAME} 2`)]
  ingest = await runCommand(folder, 'ingest', ...paths)
  asJson = await runCommand(folder, 'ingest', '--json', ...paths)
})

afterAll(() => rmSync(folder, { recursive: true }))

const lines = (text: string): string[] => text.trimEnd().split('\n')

describe('malicious text', () => {
  it('stays inert in all that the terminal prints, one line for each thing said', async () => {
    expect([ingest.code, asJson.code]).toEqual([1, 1])
    const said = [ingest.out, ingest.err, asJson.out, asJson.err]
    expect(lines(ingest.out)).toHaveLength(2)
    expect(lines(asJson.out).map((line) => JSON.parse(line).file)).toContain(`in/${NAME}`)
    for (const args of [
      ['files'],
      ['files', '--json'],
      ['errors', '1'],
      ['errors', '1', '--json'],
    ]) {
      const { code, out, err } = await runCommand(folder, ...args)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      // People see a bad line's reason, the line itself and the marks below it.
      const isForPeople = args[0] === 'errors' && args[2] === undefined
      const things = lines(out).filter((line) => !isForPeople || !line.startsWith('    '))
      expect(things).toHaveLength(args[0] === 'files' ? 2 : badLines.length)
      said.push(out)
    }
    for (const args of [
      [`--${NAME}`],
      ['ingest', `-${NAME}`],
      [NAME],
      ['export', NAME],
      ['files', '--db', NAME],
    ]) {
      const { code, out, err } = await runCommand(folder, ...args)
      expect(code).toBeGreaterThan(0)
      said.push(out, err)
    }
    for (const text of said) expect(text).not.toMatch(ACTS)
  })

  it('stays inert in what watch says', async () => {
    const other = tempFolder()
    mkdirSync(join(other, 'in'))
    writeFileSync(join(other, 'in', NAME), PACKAGE)
    writeFileSync(join(other, 'in', `${NAME} 2`), BAD_TYPE)
    const args = ['--once', '--quiet-ms', '100', '--grace-ms', '0', '--after-import', 'archive']
    const { out, err } = await runCommand(other, 'watch', 'in', ...args)
    expect(err).toBe('')
    expect(out).toContain('archived')
    expect(out).not.toMatch(ACTS)
    expect(readFileSync(join(other, 'archive', NAME), 'utf8')).toBe(PACKAGE)
  })

  it('stays inert in the log, one JSON object a line', async () => {
    const log = readFileSync(join(folder, 'data', 'logs', 'downlink.log'), 'utf8')
    expect(log).not.toMatch(ACTS)
    const events = lines(log).map((line): Record<string, unknown> => JSON.parse(line))
    expect(events.filter(({ msg }) => msg === 'forged')).toEqual([])
    expect(new Set(events.map(({ name }) => name))).toContain(NAME)
  })

  it('comes out of an export to NDJSON to the letter, and without acting', async () => {
    const records = await runCommand(folder, 'export', '1')
    expect(records.out).not.toMatch(ACTS)
    const words = lines(records.out).map((line) => JSON.parse(line).instruments.instrument1)
    expect(words).toEqual([...payloads, ...payloads.map(() => 'ok')])

    const errors = await runCommand(folder, 'export', '1', '--what', 'errors')
    const raw = lines(errors.out).map((line) =>
      Buffer.from(JSON.parse(line).raw, 'base64').toString(),
    )
    expect(raw).toEqual(badLines)
    expect((await runCommand(folder, 'errors', '1', '--json')).out).toBe(errors.out)
  })

  it.each(['records', 'errors'])('is no formula in an export of %s to CSV', async (what) => {
    const { out } = await runCommand(folder, 'export', '1', '--format', 'csv', '--what', what)
    expect(out).not.toMatch(ACTS)
    const [head = [], ...rows] = parseCsv(out)
    expect(rows).toHaveLength(what === 'records' ? goodLines.length : badLines.length)
    for (const row of rows) {
      expect(row).toHaveLength(head.length)
      const formulas = row.filter((cell) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)))
      expect(formulas).toEqual([])
    }
    if (what === 'errors') return
    const latitudes = rows.map((row) => row[head.indexOf('latitude')])
    expect(latitudes[0]).toBe(String(JSON.parse(mk1Line(2)).latitude))
    expect(Number(latitudes[0])).toBeLessThan(0)
    expect(head).toContain('instrument1')
  })
})
