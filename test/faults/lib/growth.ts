import { readdirSync, readFileSync, statSync } from 'node:fs'

/** What a process holds at one moment. */
export interface Usage {
  readonly residentMb: number
  readonly descriptors: number
  readonly walMb: number
}

/** Shares of a life: how much of its beginning does not count, and how much of the rest is compared. */
const WARM_UP = 0.2
const COMPARED = 1 / 3
/** Fewer looks than these tell nothing. */
const FEWEST = 12
const MOST = { share: 1.2, megabytes: 30, descriptors: 3 } as const

const MEGABYTE = 1_000_000

export function usageOf(pid: number, walPath: string): Usage {
  const [, kilobytes = '0'] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return {
    residentMb: (Number(kilobytes) * 1_024) / MEGABYTE,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    walMb: (statSync(walPath, { throwIfNoEntry: false })?.size ?? 0) / MEGABYTE,
  }
}

/** What grew from the beginning of a life to its end, after the warm-up; medians of a third each. */
export function growth(seen: readonly Usage[]): {
  readonly words: string
  readonly faults: readonly string[]
} {
  const warm = seen.slice(Math.floor(seen.length * WARM_UP))
  const part = Math.ceil(warm.length * COMPARED)
  const [first, last] = [warm.slice(0, part), warm.slice(-part)]
  const memory = { from: median(first, 'residentMb'), to: median(last, 'residentMb') }
  const open = { from: median(first, 'descriptors'), to: median(last, 'descriptors') }
  const wal = Math.max(0, ...seen.map(({ walMb }) => walMb))
  const words = `memory ${memory.from.toFixed(0)} to ${memory.to.toFixed(0)} MB, descriptors ${open.from} to ${open.to}, WAL at most ${wal.toFixed(0)} MB`
  if (seen.length < FEWEST) return { words: `${words} (too short to tell growth)`, faults: [] }
  const faults: string[] = []
  const more = memory.to - memory.from
  if (more > MOST.megabytes && memory.to > memory.from * MOST.share) {
    faults.push(`its memory grew: ${words}`)
  }
  if (open.to - open.from > MOST.descriptors) faults.push(`its descriptors grew: ${words}`)
  return { words, faults }
}

function median(seen: readonly Usage[], what: keyof Usage): number {
  const sorted = seen.map((one) => one[what]).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
