import { readFileSync } from 'node:fs'

/** The processes that a process has started and not yet taken leave of; none where it has ended. */
export function childrenOf(pid: number): number[] {
  try {
    const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return pids.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** Sends a signal to a process or, by a negative number, to a group; nothing to what has ended. */
export function sendSignal(pid: number, name: NodeJS.Signals): void {
  // Zero is the group of whoever sends it.
  if (pid === 0) throw new Error('there is no such process')
  try {
    process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}
