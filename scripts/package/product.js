import { join } from 'node:path'
import { readJson, root } from '../lib/project.js'

/**
 * What is packaged, as all packages name it. `name` is that of the package, `title` the one that
 * people read.
 *
 * @typedef {object} Product
 * @property {string} name
 * @property {string} title
 * @property {string} version
 * @property {string} description
 * @property {string} maintainer
 * @property {string} licence the owner's to choose; package.json has it
 * @property {boolean} isTrial
 */

/**
 * A trial is the program itself with a release's fuses, on whatever Electron there is, and says so
 * by its name.
 *
 * @param {{ isTrial: boolean }} options
 * @returns {Product}
 */
export function productOf({ isTrial }) {
  const { name, productName, version, description, author, license } = readJson(
    join(root, 'package.json'),
  )
  return {
    name: isTrial ? `${name}-trial` : name,
    title: isTrial ? `${productName} Trial` : productName,
    version,
    description,
    maintainer: author,
    licence: license,
    isTrial,
  }
}

/** What packages say of it below its description. */
export const FURTHER_WORDS = [
  'Every line of every package ends up in a local SQLite database, as a telemetry',
  'record or as an error that says why. The window is downlink-desktop, the',
  "terminal's program downlink.",
]

/** The program of the window, in every package of every platform. */
export const WINDOW_COMMAND = 'downlink-desktop'
