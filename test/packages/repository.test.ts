import { execFile, execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addToRepository, repositoryKey } from '../../scripts/package/linux/repository.js'
import { needs } from '../helpers/needs'
import { makeSigningKey, type SigningKey } from './signingKey'

const folder = mkdtempSync(join(tmpdir(), 'dl-apt-'))
const repository = join(folder, 'repository')
const list = join(repository, 'dists', 'stable', 'InRelease')

function makeDeb(version: string): string {
  const tree = join(folder, `tree-${version}`)
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true })
  writeFileSync(
    join(tree, 'DEBIAN', 'control'),
    `Package: downlink\nVersion: ${version}\nArchitecture: amd64\nMaintainer: Nobody <nobody@localhost>\nDescription: a small one\n`,
  )
  const path = join(folder, `downlink_${version}_amd64.deb`)
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', tree, path], { stdio: 'ignore' })
  return path
}

/** apt with everything of its own in the folder, and no source but the repository. */
function apt(tool: 'apt-get' | 'apt-cache', ...args: string[]): Promise<string> {
  const root = join(folder, 'apt')
  const options = {
    Dir: root,
    'Dir::State::status': join(root, 'status'),
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(root, 'sources'),
    'Dir::Etc::trustedparts': join(root, 'keys'),
    'Dir::Bin::methods': '/usr/lib/apt/methods',
    'APT::Architecture': 'amd64',
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
  }
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return new Promise((done, fail) => {
    execFile(
      tool,
      [...flags, ...args],
      { env: { ...process.env, LC_ALL: 'C' } },
      (error, out, err) => {
        if (error === null) done(out + err)
        else fail(new Error(out + err))
      },
    )
  })
}

describe('an apt repository', needs('apt-ftparchive'), () => {
  let signing: SigningKey
  let key = ''

  beforeAll(async () => {
    signing = makeSigningKey()
    key = signing.key
    await addToRepository(repository, makeDeb('0.1.0'), { key, title: 'Downlink' })
    for (const each of ['sources', 'keys', 'etc/apt', 'var/lib/apt/lists/partial']) {
      mkdirSync(join(folder, 'apt', each), { recursive: true })
    }
    mkdirSync(join(folder, 'apt', 'var', 'cache', 'apt', 'archives', 'partial'), {
      recursive: true,
    })
    writeFileSync(join(folder, 'apt', 'status'), '')
    const sources = readFileSync(join(repository, 'downlink.sources'))
    writeFileSync(join(folder, 'apt', 'sources', 'downlink.sources'), sources)
  })
  afterAll(() => {
    signing?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is taken by apt, and so is the next version in it', async () => {
    await apt('apt-get', 'update')
    expect(await apt('apt-cache', 'policy', 'downlink')).toContain('Candidate: 0.1.0')
    const renamed = join(folder, 'next.deb')
    renameSync(makeDeb('0.2.0'), renamed)
    await addToRepository(repository, renamed, { key, title: 'Downlink' })
    await apt('apt-get', 'update')
    expect(await apt('apt-cache', 'policy', 'downlink')).toContain('Candidate: 0.2.0')
    expect(readdirSync(join(repository, 'pool'))).toEqual([
      'downlink_0.1.0_amd64.deb',
      'downlink_0.2.0_amd64.deb',
    ])
  })

  it.each([
    ['in what is signed', list, 'Origin: Downlink', 'Origin: Downlimk', /BADSIG|signature/i],
    [
      'in the list of packages',
      join(repository, 'dists', 'stable', 'main', 'binary-amd64', 'Packages'),
      'Version: 0.1.0',
      'Version: 9.1.0',
      /Hash Sum mismatch|unexpected size/i,
    ],
  ])('that is altered %s is refused', async (_, path, from, to, words) => {
    const good = readFileSync(path)
    const packed = `${path}.gz`
    rmSync(join(folder, 'apt', 'var', 'lib', 'apt', 'lists'), { recursive: true })
    mkdirSync(join(folder, 'apt', 'var', 'lib', 'apt', 'lists', 'partial'), { recursive: true })
    const wasPacked = path === list ? null : readFileSync(packed)
    try {
      writeFileSync(path, good.toString().replace(from, to))
      if (wasPacked !== null) rmSync(packed)
      await expect(apt('apt-get', 'update')).rejects.toThrow(words)
    } finally {
      writeFileSync(path, good)
      if (wasPacked !== null) writeFileSync(packed, wasPacked)
    }
    await apt('apt-get', 'update')
  })

  it('says what it needs', () => {
    expect(() => repositoryKey({})).toThrow('REPOSITORY_KEY names no key')
    expect(repositoryKey({ REPOSITORY_KEY: key })).toBe(key)
    const path = process.env['PATH']
    process.env['PATH'] = repository
    try {
      expect(() => repositoryKey({ REPOSITORY_KEY: key })).toThrow(
        'apt-get install apt-utils gnupg',
      )
    } finally {
      process.env['PATH'] = path
    }
  })
})
