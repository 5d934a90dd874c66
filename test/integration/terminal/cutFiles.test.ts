import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../helpers/command'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const whole = mk1Package(300)
const cut = whole.slice(0, mk1Package(200).length - 30)

/** Starts `watch` on the folder's inbox; `said` is what it has printed. */
function watch(folder: string): { child: ChildProcess; said: () => string } {
  const child = spawn(
    process.execPath,
    [program, 'watch', join(folder, 'inbox'), '--quiet-ms', '200', '--after-import', 'delete'],
    {
      env: { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  afterTest(() => child.kill('SIGKILL'))
  let out = ''
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  return { child, said: () => out }
}

describe('a file that is cut, in the terminal', () => {
  it('is waited for by watch, also when that is killed in between', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    const path = join(folder, 'inbox', 'pass.json')
    writeFileSync(path, cut)
    const first = watch(folder)
    const waits = /#1 pass\.json: waits for the rest of line 201, until \d\d:\d\d$/m
    await until('it waits', () => waits.test(first.said()))
    const ended = once(first.child, 'exit')
    first.child.kill('SIGKILL')
    await ended
    const files = await runCommand(folder, 'files')
    expect(files.out).toMatch(/^#1\twaiting for the rest of line 201, until \d\d:\d\d\t199 /)
    const [json] = (await runCommand(folder, 'files', '--json')).out.trim().split('\n')
    expect(JSON.parse(json ?? '')).toMatchObject({ status: 'waiting', waiting: { line: 201 } })

    appendFileSync(path, whole.slice(cut.length))
    const second = watch(folder)
    await until('it is deleted', () => second.said().includes('#1 pass.json: deleted'))
    const lines = openDatabase(folder)
      .prepare('SELECT count(*), count(DISTINCT line) FROM telemetry')
      .raw()
      .get()
    expect(lines).toEqual([300, 300])
    expect(existsSync(path)).toBe(false)
  })

  it('is taken at once by ingest and by watch --once, which archives it', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    writeFileSync(join(folder, 'a.json'), cut)
    const ingest = await runCommand(folder, 'ingest', '--json', 'a.json')
    expect(ingest.code).toBe(0)
    expect(JSON.parse(ingest.out)).toMatchObject({
      status: 'complete',
      importedLines: 199,
      errorLines: 1,
    })
    const other = whole.slice(0, mk1Package(150).length - 30)
    writeFileSync(join(folder, 'inbox', 'b.json'), other)
    const run = await runCommand(
      folder,
      'watch',
      join(folder, 'inbox'),
      '--once',
      '--quiet-ms',
      '200',
      '--grace-ms',
      '0',
      '--after-import',
      'delete',
    )
    expect(run.code).toBe(0)
    expect(run.out).toContain('archived: 1 bad line and the end of its last line, which was cut')
    expect(readFileSync(join(folder, 'archive', 'b.json'), 'utf8')).toBe(other)
  })

  it('of which nothing could be imported makes them end with 1, and says which type fits', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'inbox'))
    const text = mk1Package(5).replace('jackal_mk1', 'jackal_mk2')
    writeFileSync(join(folder, 'a.json'), text)
    const { code, out } = await runCommand(folder, 'ingest', '--json', 'a.json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      status: 'failed',
      errorLines: 5,
      failure: {
        code: 'nothing_imported',
        message: expect.stringContaining('They fit jackal_mk1'),
      },
    })
    writeFileSync(join(folder, 'inbox', 'b.json'), text)
    const run = await runCommand(
      folder,
      'watch',
      join(folder, 'inbox'),
      '--once',
      '--quiet-ms',
      '200',
      '--grace-ms',
      '0',
    )
    expect(run.code).toBe(1)
    expect(readFileSync(join(folder, 'inbox', 'b.json'), 'utf8')).toBe(text)
  })
})
