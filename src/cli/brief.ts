import { statSync } from 'node:fs'

/** Starting a thread for the database takes longer than storing what so many bytes say. */
const FEW_BYTES = 64 * 1024

/** Whether the files are few bytes in all. */
export function isBrief(paths: readonly string[]): boolean {
  let left = FEW_BYTES
  return paths.every((path) => (left -= bytesOf(path)) >= 0)
}

/** A folder may hold anything. What can't be looked at is told of when it is to be read. */
function bytesOf(path: string): number {
  try {
    const found = statSync(path)
    return found.isDirectory() ? Infinity : found.size
  } catch {
    return 0
  }
}
