import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needs } from '../../helpers/needs'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { openDatabase, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')
const LINES = 20_000

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

function downlink(folder: string, env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const all = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder, ...env }
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { env: all, cwd: folder }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      done({ code, out, err })
    })
  })
}

/** A small disk of its own in the folder. */
function mount(folder: string, options: string): string {
  const disk = join(folder, 'data')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk])
  afterTest(() => execFileSync('umount', ['-l', disk]))
  return disk
}

function expectEachLineOnce(folder: string): void {
  const stored = openDatabase(folder).prepare(
    'SELECT count(*), count(DISTINCT line) FROM telemetry',
  )
  expect(stored.raw().get()).toEqual([LINES, LINES])
}

describe('at the start', needs('mounts'), () => {
  it('a disk that is full to the last byte is called full, not damaged', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    const disk = mount(folder, 'size=20m')
    expect((await downlink(folder, {}, 'ingest', 'a.json')).code).toBe(0)
    writeFileSync(join(folder, 'b.json'), mk1Package(LINES - 1))
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize))

    const full = await downlink(folder, {}, 'ingest', 'b.json')
    expect(full.code).toBe(1)
    expect(full.err).toMatch(/disk .* is full.*and start again/)
    expect(full.err).not.toMatch(/damaged/)

    rmSync(join(disk, 'ballast'))
    expect((await downlink(folder, {}, 'ingest', 'b.json')).code).toBe(0)
  })

  it('a disk without inodes is called so', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    const disk = mount(folder, 'size=20m,nr_inodes=5')
    for (const name of ['a', 'b', 'c', 'd']) writeFileSync(join(disk, name), '')
    for (const name of ['a', 'b', 'c']) {
      const { code, err } = await downlink(folder, {}, 'ingest', 'a.json')
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringMatching(/inodes are used up.*and start again|log folder.*disk is full/),
      })
      expect(err).not.toMatch(/damaged|\n {4}at /)
      rmSync(join(disk, name))
    }
  })

  it('a small folder for temporary files is no hindrance', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    const small = join(mount(tempFolder(), 'size=64k'), 'tmp')
    mkdirSync(small)
    const env = { TMPDIR: small }
    expect((await downlink(folder, env, 'ingest', 'a.json')).code).toBe(0)
    expect((await downlink(folder, env, 'backup', 'copy.db')).code).toBe(0)
    const exported = join(folder, 'a.csv')
    const args = ['export', '1', '--format', 'csv', '--out', exported]
    expect((await downlink(folder, env, ...args)).code).toBe(0)
    expect(readdirSync(small)).toEqual([])
    expectEachLineOnce(folder)
  })
})

describe('a limit on the size of files', needs('a limit on processes'), () => {
  it('is named, and importing goes on once it is raised', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a.json'), mk1Package(LINES))
    const child = spawn(
      'prlimit',
      ['--fsize=2600000:unlimited', process.execPath, program, 'ingest', '--json', 'a.json'],
      { cwd: folder, env: { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder } },
    )
    afterTest(() => child.kill('SIGKILL'))
    let [said, out] = ['', '']
    child.stderr.on('data', (part: Buffer) => (said += part.toString()))
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    const ended = new Promise((done) => child.once('exit', done))
    await until('the alert', () => said.includes('limit that is set for the size of a file'))
    expect(said).toMatch(/ulimit -f, 2\.6 MB.*importing goes on.*files that wait need about/)
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited'])
    expect(await ended).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ status: 'complete', importedLines: LINES })
    expectEachLineOnce(folder)
  })
})
