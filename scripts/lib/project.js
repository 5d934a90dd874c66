import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, absolute. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** Folder of what set-up makes beside node_modules; it may be deleted at any time. */
export const runtimeFolder = join(root, '.runtime')

/** @param {...string} parts path below node_modules */
export function inPackages(...parts) {
  return join(root, 'node_modules', ...parts)
}

/**
 * The Node that the project brings along from npm. Its own path and not `.bin/node`, which is a
 * shell script on Windows.
 */
export const projectNode = inPackages(
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** Linux without an X or Wayland server has no display; every other desktop has one. */
export const hasDisplay =
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY']) ||
  Boolean(process.env['WAYLAND_DISPLAY'])

export const isRoot = process.getuid?.() === 0

/**
 * @param {string} path
 * @returns {any} the parsed JSON file, or null when there is none or it is damaged
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** @param {string} command @returns {boolean} whether the shell would find it */
export function onPath(command) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, command)))
}
