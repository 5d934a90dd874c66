// The Debian package on a machine that has nothing else, with a desktop on a bus of its own; the slow
// half of test/packages. One machine is installed, upgraded, used and emptied, in this order.
import Database from 'better-sqlite3'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startDisplay } from '../../../scripts/lib/display.js'
import { addToRepository } from '../../../scripts/package/linux/repository.js'
import { productOf } from '../../../scripts/package/product.js'
import { startDesktop, type Desktop } from '../../e2e/desktop/desktop'
import { needs } from '../../helpers/needs'
import { setPaceIn } from '../../helpers/pace'
import { mk1Package } from '../../helpers/packages'
import { sandboxedPages } from '../../helpers/sandbox'
import { until } from '../../helpers/station'
import { makeSigningKey, type SigningKey } from '../signingKey'
import { startOpen } from '../startOpen'
import { bareDebian, USERS_HOME, type BareDebian, type Started } from './bareDebian'
import { EARLIER_VERSION, earlierPackage } from './earlierPackage'

const { deb } = inject('packaged')
const { name, title, version } = productOf({ isTrial: true })

const ENTRY = '/usr/share/applications/downlink.desktop'
/** What the tests themselves need there: who opens JSON, shells, and a desktop's windows and keys. */
const TOOLS = 'desktop-file-utils fish mandoc openbox wmctrl xdotool zsh'.split(' ')
const INSTALL = ['apt-get', 'install', '--yes', '--no-install-recommends']
const DISPLAYS = '/tmp/.X11-unix'
/** A machine that also does something else takes its time. */
const LONG_MS = 180_000

/** How many lines a second are imported while the program is upgraded, and how many there are. */
const SLOWLY = 2_000
const MANY = 400_000

/** Beside all others, on a machine that also does something else. */
const options = {
  ...needs('Linux', 'debootstrap', 'apt-ftparchive', 'a session bus'),
  timeout: 5 * 60_000,
}
/** A bare Debian and what the package depends on are downloaded. */
const PREPARED_WITHIN_MS = 20 * 60_000

/** A folder that the machine shares with this one; its user may look into it. */
function sharedFolder(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `downlink-${what}-`))
  chmodSync(folder, 0o755)
  return folder
}

describe('a bare Debian', options, () => {
  let machine: BareDebian
  let display: Awaited<ReturnType<typeof startDisplay>>
  let desktop: Desktop
  let signing: SigningKey
  let running: Started
  /** How many that wished no sleep ended while they imported: their wish went with them, unsaid. */
  let endedAwake = 0
  const [bus, repository] = [sharedFolder('bus'), sharedFolder('repository')]

  const at = (path: string): string => join(machine.root, path)
  const home = (path: string): string => join(machine.home, path)
  const database = (): string => home('.local/share/downlink/downlink.db')
  const log = (): string => {
    const path = home('.local/share/downlink/logs/downlink.log')
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  /** Puts a file of its user's there, whole at once. */
  const put = (path: string, text: string): string => {
    const { uid, gid } = statSync(home(''))
    const whole = home('whole.part')
    writeFileSync(whole, text)
    chownSync(whole, uid, gid)
    renameSync(whole, home(path))
    return join(USERS_HOME, path)
  }
  const asked = (sql: string, ...values: unknown[]): unknown[] => {
    const db = new Database(database(), { readonly: true })
    try {
      return db
        .prepare(sql)
        .raw()
        .all(...values)
    } finally {
      db.close()
    }
  }
  const stored = (): number => Number(asked('SELECT count(*) FROM telemetry').flat()[0])
  const statusOf = (file: string): unknown =>
    asked('SELECT status FROM files WHERE name = ? ORDER BY id DESC', file).flat()[0]
  const installed = (): Promise<string> =>
    machine.run('dpkg-query', '--show', '--showformat=${Version}', name)
  const packages = async (): Promise<string[]> =>
    (await machine.run('dpkg-query', '--show', '--showformat=${Package}\\n')).trim().split('\n')
  const offer = (file: string): Promise<void> =>
    addToRepository(repository, file, { key: signing.key, title })
  /** Starts the window's program and waits until it watches its folder. */
  const startWindow = async (...args: string[]): Promise<Started> => {
    const watched = log().split('"state":"watching"').length
    const started = await machine.start('downlink-desktop', ...args)
    let code: unknown = null
    void started.ended.then((ended) => (code = ended))
    await until(
      'the watched folder',
      () => code !== null || log().split('"state":"watching"').length > watched,
      LONG_MS,
    )
    expect(code).toBeNull()
    return started
  }
  const inhibited = (): number => desktop.calls('Inhibit').length
  const released = (): number => desktop.calls('Uninhibit').length
  const icons = (): number => desktop.calls('RegisterStatusNotifierItem').length
  const windows = (): Promise<string> => machine.runAsUser('wmctrl', '-l').catch(() => '')
  const isShown = async (): Promise<boolean> => (await windows()).includes(title)
  const quit = async (): Promise<void> => {
    await desktop.choose('Quit')
    await until('its end', () => !machine.isRunning('downlink-desktop'), LONG_MS)
  }

  beforeAll(async () => {
    display = await startDisplay()
    desktop = await startDesktop(bus)
    const env = { ...desktop.env, DISPLAY: display.name }
    machine = await bareDebian([DISPLAYS, bus, repository], env)
    signing = makeSigningKey()
    await offer(await earlierPackage())
    const source = readFileSync(join(repository, 'downlink.sources'))
    writeFileSync(at('/etc/apt/sources.list.d/downlink.sources'), source)
    await machine.run('apt-get', 'update')
  }, PREPARED_WITHIN_MS)

  afterAll(async () => {
    await machine?.remove()
    await desktop?.stop()
    display?.stop()
    signing?.remove()
    for (const folder of [bus, repository]) rmSync(folder, { recursive: true, force: true })
  })

  it('takes it from a signed repository, with fewer than 200 new packages, none of a desktop environment', async () => {
    const before = await packages()
    // What it depends on must do; what that recommends is left out.
    const began = performance.now()
    await machine.run(...INSTALL, name)
    const seconds = ((performance.now() - began) / 1_000).toFixed(0)
    const added = (await packages()).filter((one) => !before.includes(one))
    console.log(`${added.length} new packages in ${seconds} s`)
    expect(await installed()).toBe(EARLIER_VERSION)
    expect(added.length).toBeLessThan(200)
    expect(added.filter((one) => /kde|plasma|gnome-shell/.test(one))).toEqual([])
  })

  it('upgrades it in the middle of an import: the old one goes on, the new one loses no line and doubles none', async () => {
    const first = await startWindow()
    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    setPaceIn(database(), SLOWLY)
    const old = await startWindow()
    const source = put('Downlink/ingest/pass.json', mk1Package(MANY))
    await until('some of it', () => stored() > SLOWLY, LONG_MS)
    await offer(deb)
    await machine.run('apt-get', 'update')
    await machine.run('apt-get', 'upgrade', '--yes')
    expect(await installed()).toBe(version)
    const meanwhile = stored()
    console.log(`${meanwhile} of ${MANY} lines were stored when it was upgraded`)
    expect(meanwhile).toBeLessThan(MANY)
    await until('more of it', () => stored() > meanwhile)
    old.kill('SIGTERM')
    expect(await old.ended).toBe(0)
    const left = stored()
    expect(left).toBeLessThan(MANY)
    setPaceIn(database(), null)
    running = await startWindow()
    await until('the source to go', () => !existsSync(at(source)), LONG_MS)
    const rows = asked('SELECT line, velocity FROM telemetry ORDER BY line')
    expect(rows).toHaveLength(MANY)
    const wrong = rows.filter((row, i) => {
      const [line, velocity] = Array.isArray(row) ? row : []
      return line !== i + 2 || velocity !== 8_000 + line * 0.1
    })
    expect(wrong).toEqual([])
    expect(asked('SELECT name, status, error_lines FROM files')).toEqual([
      ['pass.json', 'complete', 0],
    ])
  })

  it('runs for another user than root in Chromium’s sandbox', async () => {
    const { pid } = running
    for (const renderer of await sandboxedPages(pid)) {
      for (const space of ['pid', 'net']) {
        const own = readlinkSync(`/proc/${renderer}/ns/${space}`)
        expect(own).not.toBe(readlinkSync(`/proc/${pid}/ns/${space}`))
      }
    }
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('no-sandbox')
    running.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    endedAwake = inhibited() - released()
    const said = await machine.runAsUser('downlink', 'files')
    expect(said).toContain(`complete\t${MANY} = ${MANY} + 0 bad\tpass.json`)
  })

  it('refuses a downgrade, and a repository whose signature is not good', async () => {
    const back = machine.run(...INSTALL, `${name}=${EARLIER_VERSION}`)
    await expect(back).rejects.toThrow('--allow-downgrades')
    const list = join(repository, 'dists/stable/InRelease')
    const good = readFileSync(list)
    writeFileSync(list, good.toString().replace(/^Origin: /m, 'Origin: Not '))
    const update = machine.run('apt-get', 'update', '--option=APT::Update::Error-Mode=any')
    await expect(update).rejects.toThrow(/BADSIG|invalid signature/i)
    writeFileSync(list, good)
    expect(await installed()).toBe(version)
  })

  it('opens files with it, cold and running, and leaves all other JSON to what opened it before', async () => {
    writeFileSync(
      at('/usr/share/applications/editor.desktop'),
      '[Desktop Entry]\nType=Application\nName=Editor\nExec=true %f\nMimeType=application/json;text/csv;\n',
    )
    await machine.run(...INSTALL, ...TOOLS)
    await machine.run('update-desktop-database')
    const openedBy = (type: string): Promise<string> => machine.runAsUser('gio', 'mime', type)
    for (const type of ['application/json', 'text/csv']) {
      expect(await openedBy(type)).toContain('editor.desktop')
      expect(await openedBy(type)).not.toContain('downlink.desktop')
    }
    void machine.start('openbox')
    await until('a manager of windows', async () =>
      machine.runAsUser('wmctrl', '-m').then(
        () => true,
        () => false,
      ),
    )
    await machine.launch('gio', 'open', put('cold.tlm.json', mk1Package(5)))
    await until('the import', () => statusOf('cold.tlm.json') === 'complete', LONG_MS)
    await until('its window', isShown, LONG_MS)
    await machine.launch('gio', 'launch', ENTRY, put('warm.json', mk1Package(6)))
    await until('the import', () => statusOf('warm.json') === 'complete', LONG_MS)
    const opened = asked("SELECT name FROM files WHERE source = 'open' ORDER BY id").flat()
    expect(opened).toEqual(['cold.tlm.json', 'warm.json'])
    // What was opened stays where it is.
    expect(existsSync(home('warm.json'))).toBe(true)
  })

  it('goes on in the tray when its window is closed, tells of a held package once, and comes back', async () => {
    await machine.runAsUser('wmctrl', '-c', title)
    await until('the window to go', async () => !(await isShown()))
    await until('what is said once', async () => / Downlink$/m.test(await windows()))
    await machine.runAsUser('wmctrl', '-F', '-c', 'Downlink')
    put('Downlink/ingest/broken.json', 'no package\n')
    await until('a notification', () => desktop.notifications().length > 0, LONG_MS)
    put('Downlink/ingest/another.json', 'no package\n')
    await expect.poll(() => desktop.menu(), { timeout: LONG_MS }).toContain('2 held')
    expect(desktop.notifications()).toMatchObject([
      { program: title, title: 'broken.json is held', icon: true },
    ])
    await desktop.choose('Show Downlink')
    await until('the window', isShown)
  })

  it('keeps the computer awake while a package is imported, and no longer than 5 s', async () => {
    await until('rest', () => released() + endedAwake === inhibited())
    const before = inhibited()
    put('Downlink/ingest/awake.json', mk1Package(MANY / 4).replaceAll('2026', '2025'))
    await until('no sleep', () => inhibited() > before, LONG_MS)
    await until('the import', () => statusOf('awake.json') === 'complete', LONG_MS)
    const endedAt = performance.now()
    await until('sleep', () => released() + endedAwake > before)
    expect((desktop.calls('Uninhibit').at(-1) ?? Infinity) - endedAt).toBeLessThan(5_000)
    expect(inhibited()).toBe(before + 1)
    await quit()
  })

  it('starts at login without its window when that is set', async () => {
    const entry = '.config/autostart/downlink.desktop'
    const keys = await keysToStartAtLogin()
    running = await startWindow()
    await until('its window', isShown)
    await machine.runAsUser('xdotool', 'search', '--sync', '--name', title, 'windowfocus')
    // Those of developers do nothing: the next ones lead where they do without them.
    await machine.runAsUser('xdotool', 'key', 'ctrl+shift+i', 'F12', ...keys.slice(0, -1))
    await machine.runAsUser('xdotool', 'key', 'ctrl+r', 'F5', ...keys.slice(-1))
    await until('the entry', () => existsSync(home(entry)))
    // Their tools would be a page of their own.
    expect(await sandboxedPages(running.pid)).toHaveLength(1)
    expect(readFileSync(home(entry), 'utf8')).toMatch(
      /^Exec="\/usr\/lib\/downlink\/downlink-desktop" "--hidden"$/m,
    )
    await quit()
    const before = icons()
    await machine.launch('gio', 'launch', join(USERS_HOME, entry))
    await until('its icon', () => icons() > before, LONG_MS)
    expect(await isShown()).toBe(false)
    await quit()
  })

  it('has completion that zsh and fish take, a valid entry for desktops, and a page for man', async () => {
    await machine.run('zsh', '-n', '/usr/share/zsh/vendor-completions/_downlink')
    const completed = await machine.run(
      'fish',
      '-c',
      'complete -C "downlink watch --after-import "',
    )
    expect(completed.split('\n').map((line) => line.split('\t')[0])).toEqual(
      expect.arrayContaining(['delete', 'archive', 'keep']),
    )
    await machine.run('desktop-file-validate', ENTRY)
    const page = '/usr/share/man/man1/downlink.1.gz'
    expect(await machine.run('mandoc', '-T', 'lint', '-W', 'error', page)).toBe('')
  })

  it('tells an altered archive, and leaves the operator’s data when it is purged', async () => {
    const archive = '/usr/lib/downlink/resources/app.asar'
    expect(await machine.run('dpkg', '--verify', name)).toBe('')
    appendFileSync(at(archive), 'x')
    expect(await machine.run('dpkg', '--verify', name)).toContain(archive)
    const before = readFileSync(database())
    await machine.run('apt-get', 'purge', '--yes', name)
    expect(existsSync(at('/usr/lib/downlink'))).toBe(false)
    expect(readFileSync(database()).equals(before)).toBe(true)
  })

  /** The keys that lead there from the program's start, as the same page says elsewhere. */
  async function keysToStartAtLogin(): Promise<string[]> {
    const keys = ['g', 's']
    const { page, stop } = await startOpen({ DISPLAY: display.name })
    for (const key of keys) await page.keyboard.press(key)
    const setting = page.getByTestId('setting-startAtLogin')
    await setting.waitFor()
    const isThere = (): Promise<boolean> =>
      setting.evaluate((one) => one.contains(document.activeElement))
    while (!(await isThere())) {
      await page.keyboard.press('Tab')
      keys.push('Tab')
    }
    await stop()
    return [...keys, 'space']
  }
})
