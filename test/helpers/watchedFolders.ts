import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Station } from '../../src/main/ingest/station'
import type { WatchedFolder } from '../../src/shared/folders'
import { watchedFolder } from '../../src/shared/usualSettings'
import { mk1Package } from './packages'
import { runStation } from './station'

let lines = 1

/** Puts a package there, with the folders above it. Each has other content. */
export function putPackage(path: string): void {
  lines += 1
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, mk1Package(lines))
}

/** A station at home in the folder that watches these folders, which are made. */
export async function watchFolders(
  folder: string,
  folders: readonly Partial<WatchedFolder>[],
  { hasWindow = true, graceMs = 0 }: { hasWindow?: boolean; graceMs?: number } = {},
): Promise<Station> {
  const all = folders.map((said) => ({ ...watchedFolder(''), ...said }))
  for (const { path } of all) mkdirSync(path, { recursive: true })
  const overrides = { watching: true, quietMs: 100, graceMs, folders: all }
  return runStation(folder, { hasWindow, overrides })
}
