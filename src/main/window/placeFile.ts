import { readFileSync, writeFileSync } from 'node:fs'
import type { WindowPlace } from './windowPlace'

/** What the file holds, unchecked; null when there is none yet or it is damaged. */
export function readPlace(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** A place that can't be kept costs the operator one move of the window, so it stops nothing. */
export function keepPlace(path: string, place: WindowPlace): void {
  try {
    writeFileSync(path, JSON.stringify(place), { mode: 0o600 })
  } catch (error) {
    console.error(`The window's place could not be kept in ${path}:`, error)
  }
}
