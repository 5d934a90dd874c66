import { chmod, cp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { projectNode, root } from '../lib/project.js'
import { copyEngine } from './programFiles.js'

/** What starts it. */
export const TERMINAL_SCRIPT = process.platform === 'win32' ? 'downlink.cmd' : 'downlink'

/**
 * Lays out the terminal's program, which finds itself wherever it lies. Electron does not run as
 * Node once its fuses are set, so this has the Node that the project is tested with.
 *
 * @param {string} folder
 */
export async function layTerminal(folder) {
  await copyEngine(folder, { prebuilt: true })
  await cp(projectNode, join(folder, basename(projectNode)))
  const script = join(folder, TERMINAL_SCRIPT)
  await cp(join(root, 'resources', 'terminal', TERMINAL_SCRIPT), script)
  await chmod(script, 0o755)
}
