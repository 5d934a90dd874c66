import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { packager } from '@electron/packager'
import { root } from '../lib/project.js'
import { setFuses } from './fuses.js'
import { WINDOW_COMMAND } from './product.js'
import { signing } from './signing.js'

/** Electron's binary in its own folder. */
const BINARY = {
  darwin: 'Electron.app',
  mas: 'Electron.app',
  win32: 'electron.exe',
  linux: 'electron',
}

/**
 * Native code is loaded by the system, and packages are known by inode and times: neither is to be
 * had inside an archive.
 */
const ASAR = { unpack: '*.node', unpackDir: join('resources', 'samples') }

/** The smallest zip that there is: without any entry. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])

/**
 * Puts the staged program into the Electron that this machine has, with its fuses set.
 *
 * @param {string} work a folder for what is made on the way
 * @param {import('./stage.js').Stage} stage
 * @param {import('./product.js').Product} product
 * @param {import('../lib/electron.js').Electron} electron
 * @returns {Promise<string>} the folder with the program in it
 */
export async function packageStage(work, stage, product, electron) {
  // The packager takes Electron out of a zip, and would download that: it gets an empty one.
  const zips = join(work, 'zips')
  const zip = `electron-v${electron.version}-${process.platform}-${process.arch}.zip`
  await mkdir(zips)
  await writeFile(join(zips, zip), EMPTY_ZIP)
  const [folder] = await packager({
    dir: stage.app,
    extraResource: stage.beside,
    out: work,
    tmpdir: join(work, 'packager'),
    name: product.title,
    executableName: WINDOW_COMMAND,
    appVersion: product.version,
    appBundleId: 'app.downlink.desktop',
    electronVersion: electron.version,
    electronZipDir: zips,
    asar: ASAR,
    icon: join(root, 'resources', 'icons', 'downlink'),
    // The stage has what ships and nothing else.
    prune: false,
    quiet: true,
    afterExtract: [
      async ({ buildPath, platform }) => {
        await copyElectron(electron.folder, buildPath)
        // Before anything is signed.
        await setFuses(join(buildPath, BINARY[platform]))
      },
    ],
    ...signing(process.platform, process.env),
  })
  if (folder === undefined) throw new Error('@electron/packager made nothing')
  return folder
}

/** @param {string} source @param {string} target */
async function copyElectron(source, target) {
  // What the stand-in loads folders with.
  const loader = join(source, 'resources', 'app')
  await cp(source, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path !== loader && !path.startsWith(loader + sep),
  })
}
