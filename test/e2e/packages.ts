import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mk1Header } from '../helpers/packages'
import type { StationWindow } from './window'

/** The lines of jackal_mk1 packages behind their header, by the package's name. */
export type Packages = Readonly<Record<string, readonly string[]>>

/** Writes a jackal_mk1 package; line 2 is the first of the lines. */
export function writeMk1(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${[mk1Header, ...lines].join('\n')}\n`)
  return path
}

/** Drops packages on the window, and waits until they are in. */
export async function dropPackages(window: StationWindow, packages: Packages): Promise<void> {
  const { folder, row, drop } = window
  const paths = Object.entries(packages).map(([name, lines]) => writeMk1(folder, name, lines))
  if (paths.length > 0) await drop(...paths)
  for (const name of Object.keys(packages)) await row(name).getByText('Complete').waitFor()
}
