import { readFileSync } from 'node:fs'

/**
 * What the system allows this process of one thing, by its name in `/proc/self/limits` (proc(5)),
 * such as 'Max open files'; null where there is no limit, or no way to ask for it.
 */
export function systemLimit(name: string): number | null {
  let limits: string
  try {
    limits = readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return null
  }
  const line = limits.split('\n').find((each) => each.startsWith(name))
  const soft = line?.slice(name.length).trim().split(' ')[0]
  return soft === undefined || !/^\d+$/.test(soft) ? null : Number(soft)
}
