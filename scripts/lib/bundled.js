import { join } from 'node:path'
import { readJson, root } from './project.js'

/**
 * Of what the program needs while it runs: what goes into its own files. Loading a library file by
 * file costs every thread more than its work does: these are small once what is not used is left out.
 */
export const bundled = ['zod', 'commander', 'chokidar', 'yazl']

/** The rest stays as it is in node_modules, beside the program's files. */
export const loaded = Object.keys(readJson(join(root, 'package.json')).dependencies).filter(
  (name) => !bundled.includes(name),
)
