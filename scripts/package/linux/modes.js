import { chmod, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Lets everybody read what is installed, run what is a program, and nobody but its owner write it.
 *
 * @param {string} folder without links
 * @param {Readonly<Record<string, number>>} special modes of some files, by their paths below it
 */
export async function setModes(folder, special) {
  for (const path of ['', ...(await readdir(folder, { recursive: true }))]) {
    const { mode } = await stat(join(folder, path))
    // Folders are entered by the same bit.
    const canBeRun = (mode & 0o100) !== 0
    await chmod(join(folder, path), special[path] ?? (canBeRun ? 0o755 : 0o644))
  }
}
