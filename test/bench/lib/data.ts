import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { defaultSpec, type PackageSpec } from '../../fixtures/generator/packageText'
import { writePackage } from '../../fixtures/generator/writePackage'
import { projectFolder } from './folders'
import { housekeepingType, type HousekeepingSpec } from './housekeeping/definition'
import { writeHousekeeping } from './housekeeping/write'
import { keptFile, type Counts } from './keptFile'

/** What a package of a built-in type is made of; the generator's defaults for the rest. */
export interface BuiltInSpec extends Partial<Omit<PackageSpec, 'size'>> {
  readonly lines: number
}

export type DataSpec = BuiltInSpec | HousekeepingSpec

/** A package on disk and what an import has to find in it. */
export interface DataFile extends Counts {
  readonly path: string
  /** The satellite type that it is read with. */
  readonly definition: Definition
  /** Lines of records, bad ones too. */
  readonly lines: number
}

/** More than a line of either built-in type with full digits takes. */
const MOST_BYTES_PER_LINE = 210
/** More than a value with its key takes. */
const MOST_BYTES_PER_VALUE = 40

const generator = join(projectFolder, 'test', 'fixtures', 'generator')
const housekeeping = join(projectFolder, 'test', 'bench', 'lib', 'housekeeping')

/** The package of that kind. */
export function dataFile(spec: DataSpec): DataFile {
  return 'format' in spec ? housekeepingFile(spec) : builtInFile(spec)
}

/** Reads a file once, so that every contender finds it in memory. */
export async function warm(path: string): Promise<void> {
  await finished(createReadStream(path, { highWaterMark: 1 << 20 }).resume())
}

function builtInFile({ lines, ...rest }: BuiltInSpec): DataFile {
  const spec: PackageSpec = { ...defaultSpec, ...rest, size: { lines } }
  const definition = builtIn.get(spec.type)
  if (definition === undefined) throw new Error(`no type ${spec.type} comes with the station`)
  const file = keptFile({
    name: `${nameOf(spec, lines)}.json`,
    makers: [generator],
    mostBytes: lines * MOST_BYTES_PER_LINE,
    write: (path) => {
      const { bytes, records, errors } = writePackage(path, spec)
      return { bytes, records, errors: sum(Object.values(errors)) }
    },
  })
  return { ...file, definition, lines }
}

function housekeepingFile(spec: HousekeepingSpec): DataFile {
  const { format, channels, lines } = spec
  const file = keptFile({
    name: `housekeeping-${channels}-${lines}.${format}`,
    makers: [generator, housekeeping],
    mostBytes: lines * channels * MOST_BYTES_PER_VALUE,
    write: (path) => ({ bytes: writeHousekeeping(path, spec), records: lines, errors: 0 }),
  })
  return { ...file, definition: housekeepingType(spec), lines }
}

function nameOf(spec: PackageSpec, lines: number): string {
  const bad = spec.badShare === 0 ? 'clean' : `bad${spec.badShare * 100}`
  const order = spec.order.replace(' ', '-')
  return `${spec.type}-${lines}-${spec.digits}-${bad}-${order}-${spec.seed}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
