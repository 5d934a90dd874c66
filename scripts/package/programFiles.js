import { cp, mkdir } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { loaded } from '../lib/bundled.js'
import { inPackages, root } from '../lib/project.js'

/** What packages in the registry have beside what is loaded of them. */
const NOT_LOADED = new Set(['deps', 'src', 'test', 'tests', 'docs', 'prebuilds', 'browser'])
/** The last ones are better-sqlite3's, for bundlers: it finds its binary without them. */
const NOT_LOADED_FILE =
  /\.(?:map|md|ts|mts|cts|gyp|gypi)$|lib\/(?:darwin|linux|linuxmusl|win32)-\w+\.js$/

/** The binary of better-sqlite3 for the platform that is packaged for: the one this runs on. */
const PREBUILT = join('better-sqlite3', 'prebuilds', `${process.platform}-${process.arch}.node`)

/**
 * Copies what the engine is made of, for the window and for the terminal: its own files and the
 * packages that it loads.
 *
 * @param {string} folder
 * @param {{ prebuilt: boolean }} options `prebuilt`: with better-sqlite3's own binary
 */
export async function copyEngine(folder, { prebuilt }) {
  await copyBuilt('main', folder)
  for (const name of loaded) {
    await cp(inPackages(name), join(folder, 'node_modules', name), {
      recursive: true,
      filter: (path) =>
        !NOT_LOADED.has(basename(path)) &&
        !NOT_LOADED_FILE.test(path) &&
        !relative(inPackages(name), path).includes('node_modules'),
    })
  }
  if (!prebuilt) return
  await mkdir(join(folder, 'node_modules', 'better-sqlite3', 'prebuilds'))
  await cp(inPackages(PREBUILT), join(folder, 'node_modules', PREBUILT))
}

/**
 * Copies a part of what was built.
 *
 * @param {'main' | 'preload' | 'renderer'} part
 * @param {string} folder that `out` lies in
 */
export async function copyBuilt(part, folder) {
  const source = join(root, 'out', part)
  await cp(source, join(folder, 'out', part), {
    recursive: true,
    // The terminal keeps compiled code there, which is for this machine alone.
    filter: (path) => path !== join(source, 'compiled'),
  })
}
