import { isBlank } from './lastLine'
import { Findings } from './findings'
import { formatOf } from './formats/formats'
import { Head, headLines, type HeadLine } from './head'
import type { PackageFile } from './packageFile'
import type { Knowledge } from './recognise'

/** So many lines of a package's beginning are tried with other types. */
const MOST_LINES = 20

/** The types other than `named` of which the first lines are records, the one with most first. */
export function fittingTypes(file: PackageFile, named: string, { types }: Knowledge): string[] {
  const head = new Head(file, '')
  const lines = firstLines(head)
  return [...types.values()]
    .filter(({ type }) => type !== named)
    .map((definition) => {
      const { recognise: _, ...unasked } = definition
      const format = formatOf(definition)
      if (format.recognise(head, unasked) === 'no') return { type: definition.type, records: 0 }
      const reader = format.open(head, definition, new Findings(definition), 0)
      const records = lines.filter(({ bytes, number }) => {
        const verdict = number < reader.firstLine ? 'blank' : reader.judge(bytes, number)
        return typeof verdict === 'object' && verdict.issues === null
      })
      return { type: definition.type, records: records.length }
    })
    .filter(({ records }) => records > 0)
    .toSorted((a, b) => b.records - a.records)
    .map(({ type }) => type)
}

/** The first lines that are not blank. */
function firstLines(head: Head): HeadLine[] {
  const lines: HeadLine[] = []
  for (const line of headLines(head)) {
    if (!isBlank(line.bytes)) lines.push(line)
    if (lines.length > MOST_LINES) break
  }
  return lines
}
