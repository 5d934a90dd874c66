// The Debian package on a machine that has nothing else; the slow half of test/packages.
import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { sandboxedPages } from '../../helpers/sandbox'
import { afterTest } from '../../helpers/afterTest'
import { needs } from '../../helpers/needs'
import { mk1Package } from '../../helpers/packages'
import { until } from '../../helpers/station'
import { bareDebian, USER, type BareDebian } from './bareDebian'

const { deb } = inject('packaged')

describe('a bare Debian', needs('Linux', 'debootstrap'), () => {
  let machine: BareDebian
  let before = 0

  const packages = (): string[] => machine.run('dpkg-query', '--show').trim().split('\n')

  beforeAll(() => {
    machine = bareDebian()
    before = packages().length
    copyFileSync(deb, join(machine.root, 'tmp', basename(deb)))
    machine.run('apt-get', 'update')
    // What it depends on must do; what that recommends is left out.
    const file = `/tmp/${basename(deb)}`
    machine.run('apt-get', 'install', '--yes', '--no-install-recommends', file)
  })

  afterAll(() => machine?.remove())

  it('needs fewer than 200 new packages, none of them of a desktop environment', () => {
    const all = packages()
    expect(all.length - before).toBeLessThan(200)
    expect(all.filter((name) => /kde|plasma|gnome-shell/.test(name))).toEqual([])
  })

  it('imports for another user than root what arrives, in Chromium’s sandbox', async () => {
    const child = machine.start('exec downlink-desktop --disable-gpu')
    afterTest(() => child.kill('SIGKILL'))
    const pid = child.pid ?? 0
    const home = join(machine.root, 'home', USER)
    const log = join(home, '.local/share/downlink/logs/downlink.log')
    const logs = (text: string): Promise<void> =>
      until(text, () => existsSync(log) && readFileSync(log, 'utf8').includes(text))
    await logs('"state":"watching"')
    const source = join(home, 'Downlink/ingest/pass.json')
    writeFileSync(source, mk1Package(300))
    machine.run('chown', `${USER}:`, `/home/${USER}/Downlink/ingest/pass.json`)
    for (const renderer of await sandboxedPages(pid)) {
      for (const space of ['pid', 'net']) {
        const own = readlinkSync(`/proc/${renderer}/ns/${space}`)
        expect(own).not.toBe(readlinkSync(`/proc/${pid}/ns/${space}`))
      }
    }
    await until('the source to go', () => !existsSync(source))
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    const said = machine.run('su', USER, '-c', 'downlink files')
    expect(said).toMatch(/complete\t300 = 300 \+ 0 bad\tpass\.json/)
  })

  it('has completion that zsh and fish take, a valid entry for desktops, and a page for man', () => {
    machine.run('apt-get', 'install', '--yes', '--no-install-recommends', ...TOOLS)
    machine.run('zsh', '-n', '/usr/share/zsh/vendor-completions/_downlink')
    const completed = machine.run('fish', '-c', 'complete -C "downlink watch --after-import "')
    expect(completed.split('\n').map((line) => line.split('\t')[0])).toEqual(
      expect.arrayContaining(['delete', 'archive', 'keep']),
    )
    machine.run('desktop-file-validate', '/usr/share/applications/downlink.desktop')
    expect(
      machine.run('mandoc', '-T', 'lint', '-W', 'error', '/usr/share/man/man1/downlink.1.gz'),
    ).toBe('')
  })

  it('tells an altered archive, and leaves the data when it is removed', () => {
    const archive = '/usr/lib/downlink/resources/app.asar'
    expect(machine.run('dpkg', '--verify', 'downlink-trial')).toBe('')
    appendFileSync(join(machine.root, archive), 'x')
    expect(machine.run('dpkg', '--verify', 'downlink-trial')).toContain(archive)
    machine.run('apt-get', 'purge', '--yes', 'downlink-trial')
    expect(existsSync(join(machine.root, 'usr/lib/downlink'))).toBe(false)
    expect(existsSync(join(machine.root, 'home', USER, '.local/share/downlink/downlink.db'))).toBe(
      true,
    )
  })
})

const TOOLS = ['zsh', 'fish', 'desktop-file-utils', 'mandoc']
