import { spawn } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mk1Package } from '../../helpers/packages'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder, until } from '../../helpers/station'
import { runTerminal } from '../../helpers/terminal'

const program = resolve(import.meta.dirname, '../../../out/main/downlink.js')

/** A folder whose database has one package of so many lines. */
async function stored(lines: number): Promise<string> {
  const folder = tempFolder()
  writeFileSync(join(folder, 'a.json'), mk1Package(lines))
  expect((await runTerminal(folder, 'ingest', 'a.json')).code).toBe(0)
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
    const folder = await stored(100_000)
    expect(await interrupted(folder, ...args)).toBe('SIGINT')
    expect(inOut(folder)).toEqual([])
    const again = await runTerminal(folder, ...args)
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(inOut(folder)).toEqual(['made'])
  })

  it('never takes the place of something, be it a link that leads nowhere', async () => {
    const folder = await stored(3)
    symlinkSync('nowhere', join(folder, 'out', 'made'))
    const { code, err } = await runTerminal(folder, ...args)
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('there already') })
    expect(inOut(folder)).toEqual(['made'])
    expect(lstatSync(join(folder, 'out', 'made')).isSymbolicLink()).toBe(true)
  })

  it('needs a folder, and says so', async () => {
    const folder = await stored(3)
    const nowhere = args.map((arg) => arg.replace('out/made', 'no/such/made'))
    const { code, err } = await runTerminal(folder, ...nowhere)
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/its folder .*no\/such is not there\. Make it first/),
    })
  })
})
