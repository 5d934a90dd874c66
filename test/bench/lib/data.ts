import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { finished } from 'node:stream/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { defaultSpec, type PackageSpec } from '../../fixtures/generator/packageText'
import { writePackage } from '../../fixtures/generator/writePackage'
import { benchFolder, projectFolder } from './folders'

/** What a package is made of; the generator's defaults for the rest. */
export interface DataSpec extends Partial<Omit<PackageSpec, 'size'>> {
  readonly lines: number
}

/** A package on disk and what an import has to find in it. */
export interface DataFile {
  readonly path: string
  readonly spec: PackageSpec
  readonly bytes: number
  /** Lines behind the header, bad ones too. */
  readonly lines: number
  readonly records: number
  readonly errors: number
}

const Ledger = z.object({
  bytes: z.int(),
  records: z.int(),
  errors: z.int(),
  generator: z.string(),
})

/** More than a line of either type with full digits takes. */
const MOST_BYTES_PER_LINE = 210
/** A database takes less than its package; its log and what else the machine does, this. */
const SPARE_BYTES = 2e9

/** The package of that kind: as it lies there, or made now. Kept from one bench to the next. */
export function dataFile({ lines, ...rest }: DataSpec): DataFile {
  const spec: PackageSpec = { ...defaultSpec, ...rest, size: { lines } }
  const path = join(benchFolder, 'data', `${nameOf(spec, lines)}.json`)
  const ledgerPath = `${path}.ledger`
  const known = existsSync(path) && existsSync(ledgerPath) ? readLedger(ledgerPath) : null
  mkdirSync(dirname(path), { recursive: true })
  if (
    known !== null &&
    known.generator === generatorDigest &&
    known.bytes === statSync(path).size
  ) {
    needRoom(known.bytes)
    return { path, spec, lines, ...known }
  }
  rmSync(ledgerPath, { force: true })
  needRoom(2 * lines * MOST_BYTES_PER_LINE)
  process.stderr.write(`Making ${nameOf(spec, lines)}\n`)
  const { bytes, records, errors } = writePackage(path, spec)
  const counts = { bytes, records, errors: sum(Object.values(errors)) }
  writeFileSync(ledgerPath, JSON.stringify({ ...counts, generator: generatorDigest }))
  return { path, spec, lines, ...counts }
}

/** Reads a file once, so that every contender finds it in memory. */
export async function warm(path: string): Promise<void> {
  await finished(createReadStream(path, { highWaterMark: 1 << 20 }).resume())
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

function nameOf(spec: PackageSpec, lines: number): string {
  const bad = spec.badShare === 0 ? 'clean' : `bad${spec.badShare * 100}`
  const order = spec.order.replace(' ', '-')
  return `${spec.type}-${lines}-${spec.digits}-${bad}-${order}-${spec.seed}`
}

const generatorDigest = digestOf(join(projectFolder, 'test', 'fixtures', 'generator'))

function digestOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
