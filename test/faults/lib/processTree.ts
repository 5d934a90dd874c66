import { readdirSync, readFileSync } from 'node:fs'

/** A process of the window's program. */
export interface TreeProcess {
  readonly pid: number
  /** What Chromium calls it (`renderer`, `gpu-process`, `utility`); `main` for the first one. */
  readonly kind: string
}

/** All that a process has started, and itself, as the system lists them now. */
export function processTree(root: number): TreeProcess[] {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(name)
    if (parent !== null) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
  }
  const below = (pid: number): number[] => [pid, ...(parents.get(pid) ?? []).flatMap(below)]
  return below(root).map((pid) => ({ pid, kind: pid === root ? 'main' : kindOf(pid) }))
}

function parentOf(pid: string): number | null {
  try {
    // The name stands in brackets and may hold anything; the state and the parent follow it.
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

function kindOf(pid: number): string {
  try {
    return /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'other'
  } catch {
    return 'gone'
  }
}
