import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { readJson, root } from '../../scripts/lib/project.js'
import { afterTest } from '../helpers/afterTest'
import { needs } from '../helpers/needs'

const { usr, program, deb } = inject('packaged')

interface Entry {
  readonly mode: string
  readonly owner: string
  readonly path: string
}

/** What the package has, as dpkg lists it. */
function listed(): Entry[] {
  const lines = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).trim()
  return lines.split('\n').map((line) => {
    const [, mode = '', owner = '', path = ''] =
      /^(\S+) (\S+) +\d+ \S+ \S+ \.\/(.*?)(?: -> .*)?$/.exec(line) ?? []
    return { mode, owner, path }
  })
}

/** The paths of all files in the program's archive; those that lie beside it too. */
function archived(): string[] {
  const archive = readFileSync(join(program, 'resources', 'app.asar'))
  const header: ArchiveFolder = JSON.parse(
    archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)),
  )
  return pathsIn(header)
}

interface ArchiveFolder {
  readonly files?: Readonly<Record<string, ArchiveFolder>>
}

function pathsIn({ files = {} }: ArchiveFolder): string[] {
  return Object.entries(files).flatMap(([name, below]) =>
    below.files === undefined ? [name] : pathsIn(below).map((path) => `${name}/${path}`),
  )
}

/** A file that is installed below `/usr/share`. */
const share = (...path: string[]): Buffer => readFileSync(join(usr, 'share', ...path))

const beside = (): string[] =>
  readdirSync(join(program, 'resources'), { recursive: true, encoding: 'utf8' })

describe('the Debian package', needs('Linux', 'dpkg-deb'), () => {
  let entries: readonly Entry[] = []

  beforeAll(() => {
    entries = listed()
  })

  it('is root’s, readable by all, and nobody else may write any of it', () => {
    expect(entries.length).toBeGreaterThan(100)
    expect(new Set(entries.map(({ owner }) => owner))).toEqual(new Set(['root/root']))
    const links = entries.filter(({ mode }) => mode.startsWith('l'))
    expect(links.map(({ path }) => path)).toEqual([
      'usr/bin/downlink',
      'usr/bin/downlink-desktop',
      'usr/share/zsh/vendor-completions/_downlink',
    ])
    const odd = entries.filter(
      ({ mode }) => !/^(?:-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|lrwxrwxrwx)$/.test(mode),
    )
    expect(odd).toEqual([
      { mode: '-rwsr-xr-x', owner: 'root/root', path: 'usr/lib/downlink/chrome-sandbox' },
    ])
  })

  it('knows each of its files by its sum, and runs no script', () => {
    const control = execFileSync('dpkg-deb', ['--ctrl-tarfile', deb])
    const read = (name: string): string =>
      execFileSync('tar', ['-xOf', '-', `./${name}`], { input: control, encoding: 'utf8' })
    const names = execFileSync('tar', ['-tf', '-'], { input: control, encoding: 'utf8' })
    expect(names.trim().split('\n').toSorted()).toEqual(['./', './control', './md5sums'])
    const sums = new Map(
      read('md5sums')
        .trim()
        .split('\n')
        .map((line) => [line.slice(34), line.slice(0, 32)]),
    )
    const files = entries.filter(({ mode }) => mode.startsWith('-'))
    expect([...sums.keys()].toSorted()).toEqual(files.map(({ path }) => path).toSorted())
    const archive = readFileSync(join(program, 'resources', 'app.asar'))
    const sum = createHash('md5').update(archive).digest('hex')
    expect(sums.get('usr/lib/downlink/resources/app.asar')).toBe(sum)
    expect(read('control')).toMatch(/^Package: downlink-trial\nVersion: \d/)
  })
})

describe('what is installed', needs('Linux'), () => {
  it('has what runs here and nothing of other platforms, of tests or of the build', () => {
    const all = [...archived(), ...beside()]
    expect(all.length).toBeGreaterThan(100)
    const wrong =
      /\.map$|\.tsx?$|(?:^|\/)(?:test|tests|compiled|deps|src)(?:\/|$)|win32|darwin|musl|arm64|default_app/
    expect(all.filter((path) => wrong.test(path))).toEqual([])
    const native = all.filter((path) => path.endsWith('.node'))
    // Once for the window, in the archive's list and beside it, and once for the terminal.
    expect(native).toHaveLength(3)
  })

  it('has native code and samples outside the archive', () => {
    const unpacked = join(program, 'resources', 'app.asar.unpacked')
    const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((path) =>
      lstatSync(join(unpacked, path)).isFile(),
    )
    expect(files.filter((path) => path.endsWith('.node'))).toHaveLength(1)
    expect(files.filter((path) => path.startsWith('resources/samples/'))).toHaveLength(2)
    expect(files).toHaveLength(3)
  })

  it('lists what others made that is in it, with its licences', () => {
    const bill = readJson(join(program, 'resources', 'parts.cdx.json'))
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' })
    const components: { name: string; version: string; licenses: { expression: string }[] }[] =
      bill.components
    const names = components.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(
        'react react-dom d3-geo zod commander better-sqlite3 pako assemblyscript electron node @fontsource-variable/inter world-atlas'.split(
          ' ',
        ),
      ),
    )
    const licence = '(?:MIT|ISC|Zlib|OFL-1\\.1|Apache-2\\.0|BSD-[23]-Clause)'
    const known = new RegExp(`^\\(?${licence}(?: AND ${licence})*\\)?$`)
    for (const { licenses } of components) {
      expect(licenses[0]?.expression).toMatch(known)
    }
    // What is declared and is not there would be missing here, and what is there is of this version.
    const { packages } = readJson(join(root, 'package-lock.json'))
    for (const { name, version } of components.filter((one) => one.name !== 'electron')) {
      expect([name, packages[`node_modules/${name}`].version]).toEqual([name, version])
    }
    const texts = readFileSync(join(program, 'resources', 'licences.txt'), 'utf8')
    const runtimes = new Set(['electron', 'node'])
    for (const { name, version } of components.filter((one) => !runtimes.has(one.name))) {
      const [, text = ''] = texts.split(`${name} ${version} (`)
      expect([name, text.slice(0, 1_000)]).toEqual([
        name,
        expect.stringMatching(/copyright|licen[cs]e/i),
      ])
    }
  })

  it('completes every command in bash, with its options and values', () => {
    const script = join(usr, 'share', 'bash-completion', 'completions', 'downlink')
    const completed = (...words: string[]): string[] => {
      const list = words.map((word) => `'${word}'`).join(' ')
      const code = `source '${script}'; COMP_WORDS=(downlink ${list}); COMP_CWORD=${words.length}; _downlink; echo "\${COMPREPLY[@]}"`
      return execFileSync('bash', ['-c', code], { encoding: 'utf8' }).trim().split(' ')
    }
    expect(completed('')).toEqual(
      expect.arrayContaining('ingest watch files errors export backup types --version'.split(' ')),
    )
    expect(completed('types', '')).toEqual(expect.arrayContaining(['list', 'show', 'add']))
    expect(completed('watch', '--after-import', 'a')).toEqual(['archive'])
    expect(completed('watch', '--after')).toEqual(['--after-import'])
    expect(completed('export', '--format', '')).toEqual(['ndjson', 'csv', 'excel', 'package'])
    expect(completed('types', 'list', '--j')).toEqual(['--json'])
  })

  it('opens packages of its own type, and no other JSON or table', needs('types of files'), () => {
    const folder = mkdtempSync(join(tmpdir(), 'downlink-types-'))
    afterTest(() => rmSync(folder, { recursive: true }))
    const data = join(folder, 'share')
    for (const part of ['mime', 'applications']) {
      cpSync(join(usr, 'share', part), join(data, part), { recursive: true })
    }
    // As packages' triggers do when it is installed.
    execFileSync('update-mime-database', [join(data, 'mime')])
    execFileSync('update-desktop-database', [join(data, 'applications')])
    const env = {
      PATH: `${join(usr, 'bin')}:${process.env['PATH']}`,
      HOME: folder,
      XDG_DATA_DIRS: `${data}:/usr/share`,
    }
    const gio = (...args: string[]): string =>
      execFileSync('gio', args, { encoding: 'utf8', env: { ...env, LC_ALL: 'C.UTF-8' } })
    const pass = join(folder, 'pass.tlm.json')
    writeFileSync(pass, '{}\n')
    const type = 'application/vnd.downlink.telemetry+json'
    expect(gio('info', '--attributes=standard::content-type', pass)).toContain(type)
    expect(gio('mime', type)).toContain('downlink.desktop')
    for (const other of ['application/json', 'text/csv', 'text/plain']) {
      expect(gio('mime', other)).not.toContain('downlink.desktop')
    }
    // Whatever takes files can be chosen for any of them.
    const entry = readFileSync(join(data, 'applications', 'downlink.desktop'), 'utf8')
    expect(entry).toMatch(/^Exec=downlink-desktop %F$/m)
  })

  it('names every command and option in its manual page and in the completion of each shell', () => {
    const page = gunzipSync(share('man', 'man1', 'downlink.1.gz')).toString()
    const zsh = share('zsh', 'vendor-completions', '_downlink').toString()
    const fish = share('fish', 'vendor_completions.d', 'downlink.fish').toString()
    for (const name of ['ingest', 'watch', 'export', 'types list']) {
      const help = execFileSync(join(usr, 'bin', 'downlink'), [...name.split(' '), '--help'], {
        encoding: 'utf8',
      })
      const options = help.match(/--[\w-]+/g) ?? []
      expect(options.length).toBeGreaterThan(0)
      for (const option of new Set(options)) {
        expect(page).toContain(option.replaceAll('-', '\\-'))
        expect(zsh).toContain(option)
        expect(fish).toContain(`-l ${option.slice(2)} `)
      }
    }
  })
})
