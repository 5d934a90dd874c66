import { satellites } from '#shared/satellites/index'
import { isBlank } from './lastLine'
import { LineParser } from './lineParser'
import type { PackageFile } from './packageFile'
import { UnknownKeys } from './unknownKeys'

/** So much of a package's beginning is tried with other types, and so many lines of it. */
const LOOK_BYTES = 64 * 1024
const MOST_LINES = 20
const LF = 0x0a

/** The types other than `named` of which the first lines are records, the one with most first. */
export function fittingTypes(file: PackageFile, named: string): string[] {
  const lines = firstLines(file)
  return [...satellites.values()]
    .filter(({ type }) => type !== named)
    .map((definition) => {
      const parser = new LineParser(definition, new UnknownKeys())
      const records = lines.filter((line, i) => parser.parse(line, i + 2).issues === null)
      return { type: definition.type, records: records.length }
    })
    .filter(({ records }) => records > 0)
    .toSorted((a, b) => b.records - a.records)
    .map(({ type }) => type)
}

/** The first lines behind the header that are not blank. */
function firstLines(file: PackageFile): Uint8Array[] {
  const bytes = new Uint8Array(LOOK_BYTES)
  const read = file.read(bytes, 0, LOOK_BYTES, 0)
  const lines: Uint8Array[] = []
  let start = bytes.subarray(0, read).indexOf(LF) + 1
  while (start > 0 && start < read && lines.length < MOST_LINES) {
    const lf = bytes.subarray(0, read).indexOf(LF, start)
    const line = bytes.subarray(start, lf === -1 ? read : lf)
    if (!isBlank(line)) lines.push(line)
    start = lf + 1
  }
  return lines
}
