import { userInfo } from 'node:os'

/** Who works at this machine: the user's name, as its history shows it. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user without an entry among the system's users, as in some containers.
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown'
  }
}
