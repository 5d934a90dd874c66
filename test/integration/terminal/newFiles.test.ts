import { spawn } from 'node:child_process'
import { cpSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../helpers/command'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { sharedFolder, tempFolder, until } from '../../helpers/station'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')

/** How many lines the one package of a folder's database has. */
const LARGE = 100_000
const SMALL = 3
const seeds = new Map([LARGE, SMALL].map((lines) => [lines, sharedFolder()]))
beforeAll(async () => {
  for (const [lines, folder] of seeds) {
    writeFileSync(join(folder, 'a.json'), mk1Package(lines))
    await runCommand(folder, 'ingest', 'a.json')
  }
})

/** A folder whose database has one package of so many lines. */
function stored(lines: number): string {
  const folder = tempFolder()
  cpSync(join(seeds.get(lines) ?? '', 'data'), join(folder, 'data'), { recursive: true })
  mkdirSync(join(folder, 'out'))
  return folder
}

const inOut = (folder: string): string[] => readdirSync(join(folder, 'out'))

/** Runs a command, interrupts it once something lies in `out`, and answers how it ended. */
async function interrupted(folder: string, ...args: string[]): Promise<unknown> {
  const env = { ...process.env, DOWNLINK_DATA: join(folder, 'data'), HOME: folder }
  const child = spawn(process.execPath, [program, ...args], { env, cwd: folder, stdio: 'ignore' })
  afterTest(() => child.kill('SIGKILL'))
  const ended = new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code)))
  await until('something is written', () => inOut(folder).length > 0)
  // Until it is whole, nothing has the name that was asked for.
  expect(inOut(folder)).not.toContain('made')
  child.kill('SIGINT')
  return ended
}

describe.each([
  ['export', ['export', '1', '--out', 'out/made']],
  ['backup', ['backup', 'out/made']],
])('what %s writes', (_name, args) => {
  it('is whole or not there when it is interrupted', async () => {
    const folder = stored(LARGE)
    expect(await interrupted(folder, ...args)).toBe('SIGINT')
    expect(inOut(folder)).toEqual([])
    const again = await runCommand(folder, ...args)
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(inOut(folder)).toEqual(['made'])
  })

  it('never takes the place of something, be it a link that leads nowhere', async () => {
    const folder = stored(SMALL)
    symlinkSync('nowhere', join(folder, 'out', 'made'))
    const { code, err } = await runCommand(folder, ...args)
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('there already') })
    expect(inOut(folder)).toEqual(['made'])
    expect(lstatSync(join(folder, 'out', 'made')).isSymbolicLink()).toBe(true)
  })

  it('needs a folder, and says so', async () => {
    const folder = stored(SMALL)
    const nowhere = args.map((arg) => arg.replace('out/made', 'no/such/made'))
    const { code, err } = await runCommand(folder, ...nowhere)
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/its folder .*no\/such is not there\. Make it first/),
    })
  })
})
