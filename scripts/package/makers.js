import { join } from 'node:path'
import { onPath } from '../lib/project.js'
import { say, step } from '../lib/steps.js'
import { makeDeb } from './linux/deb.js'
import { makeRpm } from './linux/rpm.js'
import { makeTar } from './linux/tar.js'
import { layTree } from './linux/tree.js'
import { makeDmg, makeZip } from './mac.js'
import { makeInstaller } from './windows.js'

/**
 * Makes one kind of file out of a folder; `tool` is the program that it needs.
 *
 * @typedef {object} Maker
 * @property {string} kind
 * @property {string} tool
 * @property {(folder: string, out: string, product: import('./product.js').Product) => Promise<string>} make
 */

/** @type {Partial<Record<NodeJS.Platform, readonly Maker[]>>} */
const MAKERS = {
  linux: [
    { kind: '.deb', tool: 'dpkg-deb', make: makeDeb },
    { kind: '.tar.zst', tool: 'zstd', make: makeTar },
    { kind: '.rpm', tool: 'rpmbuild', make: makeRpm },
  ],
  win32: [{ kind: 'installer', tool: 'makensis.exe', make: makeInstaller }],
  darwin: [
    { kind: '.dmg', tool: 'hdiutil', make: makeDmg },
    { kind: '.zip', tool: 'ditto', make: makeZip },
  ],
}

/**
 * Lays the packaged program out as it is installed on this platform.
 *
 * @param {string} work
 * @param {string} program
 * @param {import('./product.js').Product} product
 * @returns {Promise<string>} the folder that makers take
 */
export async function layOut(work, program, product) {
  if (process.platform !== 'linux') return program
  const tree = join(work, 'tree')
  await layTree(join(tree, 'usr'), program, product)
  return tree
}

/**
 * Makes what this machine has the tools for, and says what it has not.
 *
 * @param {string} folder
 * @param {string} out
 * @param {import('./product.js').Product} product
 * @returns {Promise<string[]>} the files
 */
export async function makeAll(folder, out, product) {
  const all = MAKERS[process.platform] ?? []
  const able = all.filter(({ tool }) => onPath(tool))
  for (const { kind, tool } of all.filter((maker) => !able.includes(maker))) {
    say(`No ${kind} is made: ${tool} is not on this machine.`)
  }
  return Promise.all(able.map(({ kind, make }) => step(kind, () => make(folder, out, product))))
}
