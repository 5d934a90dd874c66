import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loaded } from './bundled.js'
import { inPackages, readJson, root } from './project.js'

/** What Vite writes into each bundle: what others made that is in it, with the texts of licences. */
const BUNDLES = ['main', 'preload', 'renderer'].map((name) => join(root, 'out', name, 'parts.json'))

/** Its library is compiled into the WebAssembly that reads lines, where Vite does not see it. */
const COMPILED_IN = ['assemblyscript']

/**
 * What others made and is in the program, by its name in the npm registry; `licence` is an SPDX
 * expression.
 *
 * @typedef {{ name: string, version: string, licence: string }} Part
 */

/** The list of parts, and the texts of their licences; the program shows the first. */
export const partsFile = join(root, 'out', 'parts.json')
export const licencesFile = join(root, 'out', 'licences.txt')

/** Makes one list of parts out of what the bundles say and what is loaded beside them. */
export function writeParts() {
  /** @type {(Part & { text: string })[]} */
  const found = [
    ...BUNDLES.flatMap(readBundle),
    ...[...loaded, ...COMPILED_IN].map((name) => partOf(name)),
  ]
  const parts = [...new Map(found.map((part) => [`${part.name} ${part.version}`, part])).values()]
  parts.sort((a, b) => (a.name < b.name ? -1 : 1))
  const list = parts.map(({ name, version, licence }) => ({ name, version, licence }))
  writeFileSync(partsFile, `${JSON.stringify(list, null, 2)}\n`)
  writeFileSync(licencesFile, parts.map(licenceText).join('\n'))
  for (const path of BUNDLES) rmSync(path)
}

/** @param {string} path */
function readBundle(path) {
  /** @type {{ name: string, version: string, identifier: string, text?: string }[]} */
  const entries = readJson(path)
  return entries.map(({ name, version, identifier, text }) => ({
    name,
    version,
    licence: identifier,
    text: text ?? '',
  }))
}

/** @param {string} name of an installed package */
function partOf(name) {
  const folder = inPackages(name)
  const { version, license } = readJson(join(folder, 'package.json'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  return { name, version, licence: license, text }
}

/** @param {Part & { text: string }} part */
function licenceText({ name, version, licence, text }) {
  const head = `${name} ${version} (${licence})`
  return `${head}\n${'='.repeat(head.length)}\n\n${text}\n`
}
