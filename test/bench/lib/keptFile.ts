import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { benchFolder } from './folders'

const Counts = z.object({ bytes: z.int(), records: z.int(), errors: z.int() })
/** What is in a file. */
export type Counts = z.infer<typeof Counts>

const Ledger = Counts.extend({ maker: z.string() })

export interface Making {
  /** The file's name, which says all that it is made from. */
  readonly name: string
  /** Folders with the code that makes it: after a change of them it is made anew. */
  readonly makers: readonly string[]
  readonly mostBytes: number
  readonly write: (path: string) => Counts
}

/** A database takes less than its package; its log and what else the machine does, this. */
const SPARE_BYTES = 2e9

/** The file as it lies there, or made now. Kept from one bench to the next. */
export function keptFile({ name, makers, mostBytes, write }: Making): Counts & { path: string } {
  const path = join(benchFolder, 'data', name)
  const ledgerPath = `${path}.ledger`
  const maker = digestOf(makers)
  const known = existsSync(path) && existsSync(ledgerPath) ? readLedger(ledgerPath) : null
  mkdirSync(dirname(path), { recursive: true })
  if (known !== null && known.maker === maker && known.bytes === statSync(path).size) {
    needRoom(known.bytes)
    return { path, ...known }
  }
  rmSync(ledgerPath, { force: true })
  needRoom(2 * mostBytes)
  process.stderr.write(`Making ${name}\n`)
  const counts = write(path)
  writeFileSync(ledgerPath, JSON.stringify({ ...counts, maker }))
  return { path, ...counts }
}

function readLedger(path: string): z.infer<typeof Ledger> | null {
  try {
    return Ledger.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

function needRoom(bytes: number): void {
  const { bavail, bsize } = statfsSync(benchFolder)
  const free = bavail * bsize
  const needed = bytes + SPARE_BYTES
  if (free > needed) return
  throw new Error(
    `the disk has ${Math.floor(free / 1e9)} GB left and ${Math.ceil(needed / 1e9)} GB are needed; ` +
      'make room first, for instance by deleting .runtime/bench',
  )
}

function digestOf(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}
