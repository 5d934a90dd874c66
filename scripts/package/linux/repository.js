import { execFile } from 'node:child_process'
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { onPath } from '../../lib/project.js'
import { NeedsHandsError } from '../../lib/steps.js'

const SUITE = 'stable'
const COMPONENT = 'main'

/** What makes a repository, by the Debian package that has it. */
const TOOLS = { 'apt-ftparchive': 'apt-utils', gpg: 'gnupg' }

/**
 * @param {string} tool
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<string>} what it wrote to its output; what went wrong is in the error
 */
async function outputOf(tool, args, options) {
  return (await promisify(execFile)(tool, args, { ...options, encoding: 'utf8' })).stdout
}

/**
 * Says what is missing to make one, before anything else is made.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} the key that signs it, as gpg knows it
 */
export function repositoryKey(env) {
  const missing = Object.entries(TOOLS).filter(([tool]) => !onPath(tool))
  if (missing.length > 0) {
    const packages = missing.map(([, name]) => name).join(' ')
    const tools = missing.map(([tool]) => tool).join(' and ')
    throw new NeedsHandsError(
      `A repository needs ${tools}, which is not here:\n  apt-get install ${packages}`,
    )
  }
  const key = env['REPOSITORY_KEY']
  if (key) return key
  throw new NeedsHandsError(
    'REPOSITORY_KEY names no key. Give the fingerprint of one of gpg’s, which signs the repository:\n' +
      '  gpg --list-secret-keys',
  )
}

/**
 * Puts a Debian package into a repository in a folder, and signs that anew. What lies there of former
 * versions stays. Whoever reads meanwhile sees the former state: the signed list changes last.
 *
 * @param {string} folder made where it is missing
 * @param {string} deb
 * @param {{ key: string, title: string }} options `key`: the one that signs, as gpg knows it
 */
export async function addToRepository(folder, deb, { key, title }) {
  const pool = join(folder, 'pool')
  const [architecture, fileName] = await Promise.all([
    shown(deb, '${Architecture}'),
    shown(deb, '${Package}_${Version}_${Architecture}.deb'),
  ])
  const suite = join(folder, 'dists', SUITE)
  await mkdir(pool, { recursive: true })
  // apt-ftparchive leaves out what is not called so.
  const target = join(pool, fileName)
  await copyFile(deb, `${target}.part`)
  await rename(`${target}.part`, target)
  const list = join(suite, COMPONENT, `binary-${architecture}`)
  await mkdir(list, { recursive: true })
  const packages = await listed(folder, ['--arch', architecture, 'packages', 'pool'])
  await writeFile(join(list, 'Packages'), packages)
  await writeFile(join(list, 'Packages.gz'), gzipSync(packages))
  const about = {
    Origin: title,
    Label: title,
    Suite: SUITE,
    Codename: SUITE,
    Architectures: architecture,
    Components: COMPONENT,
  }
  const options = Object.entries(about).flatMap(([name, value]) => [
    '-o',
    `APT::FTPArchive::Release::${name}=${value}`,
  ])
  await sign(suite, await listed(folder, [...options, 'release', join('dists', SUITE)]), key)
  await writeFile(join(folder, 'downlink.sources'), await sourceOf(folder, key))
}

/** @param {string} deb @param {string} format of dpkg-query, with fields of what is told of it */
const shown = (deb, format) => outputOf('dpkg-deb', [`--showformat=${format}`, '--show', deb])

/** @param {string} folder @param {readonly string[]} args */
const listed = (folder, args) => outputOf('apt-ftparchive', args, { cwd: folder })

/** @param {string} suite @param {string} release @param {string} key */
async function sign(suite, release, key) {
  const [plain, signed] = [join(suite, 'Release'), join(suite, 'InRelease')]
  await writeFile(plain, release)
  const args = ['--batch', '--yes', '--local-user', key, '--output', `${signed}.part`]
  await outputOf('gpg', [...args, '--clearsign', plain])
  await rename(`${signed}.part`, signed)
}

/**
 * What makes a machine take packages from here, and from nobody else by this key: a file for
 * `/etc/apt/sources.list.d`.
 *
 * @param {string} folder
 * @param {string} key
 */
async function sourceOf(folder, key) {
  const armoured = await outputOf('gpg', ['--batch', '--armor', '--export', key])
  const lines = armoured.trimEnd().split('\n')
  return `Types: deb
URIs: file:${folder}
Suites: ${SUITE}
Components: ${COMPONENT}
Signed-By:
${lines.map((line) => ` ${line === '' ? '.' : line}`).join('\n')}
`
}
