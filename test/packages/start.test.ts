import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { environment, makeHome } from '../e2e/launch'
import { afterTest } from '../helpers/afterTest'
import { needs } from '../helpers/needs'
import { mk1Package } from '../helpers/packages'
import { until } from '../helpers/station'
import { start, whenWatching } from './start'
import { startOpen } from './startOpen'

const packaged = inject('packaged')

describe('the installed program', needs('Linux'), () => {
  it('imports what arrives, and its terminal finds it in the same database', async () => {
    const window = start(packaged.executable)
    await whenWatching(window)
    writeFileSync(join(window.home.ingest, 'pass.json'), mk1Package(500))
    await window.logs('"status":"complete"')
    expect(await window.stop()).toBe(0)

    const terminal = join(packaged.usr, 'bin', 'downlink')
    const cache = join(window.home.folder, 'cache')
    const env = { ...environment(window.home), XDG_CACHE_HOME: cache, NODE_OPTIONS: '--no-such' }
    const out = execFileSync(terminal, ['files', '--json'], { env, encoding: 'utf8' })
    expect(JSON.parse(out)).toMatchObject({ name: 'pass.json', status: 'complete' })
    expect(existsSync(join(cache, 'downlink'))).toBe(true)
  })

  it('says in its window that it is a trial, and on which Electron, and imports the samples', async () => {
    const { page } = await startOpen()
    expect(await page.title()).toBe('Downlink Trial')
    await page.getByRole('banner').getByText('Downlink Trial').waitFor()
    await page.getByRole('button', { name: /sample/i }).click()
    await page
      .getByRole('row')
      .filter({ hasText: 'jackal_mk1_clean.json' })
      .getByText('Complete')
      .waitFor()
    await page.getByTestId('go-settings').click()
    const about = page.getByTestId('about')
    await about.getByText(/^Downlink Trial \S+, on Electron/).waitFor()
    await about.getByText('What others made that is in it').click()
    await about.getByText(/^react 19\S+, MIT$/).waitFor()
  })
})

describe('the terminal’s watch', needs('Linux'), () => {
  it('ends when another version takes its place', async () => {
    const folder = mkdtempSync(join(dirname(packaged.open.program), 'replaced-'))
    afterTest(() => rmSync(folder, { recursive: true, force: true }))
    const terminal = join(folder, 'terminal')
    cpSync(join(packaged.program, 'resources', 'terminal'), terminal, { recursive: true })
    const home = makeHome()
    afterTest(() => home.remove())
    const watch = spawn(join(terminal, 'downlink'), ['watch'], { env: environment(home) })
    afterTest(() => watch.kill('SIGKILL'))
    const exit = once(watch, 'exit')
    let text = ''
    watch.stderr.on('data', (part: Buffer) => (text += part.toString()))
    watch.stdout.on('data', (part: Buffer) => (text += part.toString()))
    await until('its start', () => text.includes('Importing from'))
    const built = join(terminal, 'out')
    cpSync(built, join(folder, 'out'), { recursive: true })
    renameSync(built, join(folder, 'former'))
    renameSync(join(folder, 'out'), built)
    expect(await exit).toEqual([1, null])
    expect(text).toContain('It was upgraded or removed while it ran')
  })
})
