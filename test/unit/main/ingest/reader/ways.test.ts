import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { satellites } from '../../../../helpers/satellites/index'
import type { SatelliteDefinition } from '../../../../helpers/satellites/definition'
import { PackageReader } from '../../../../../src/main/ingest/reader/packageReader'
import { anyBytes, lineText, packageBytes } from '../../../../helpers/arbitraryPackages'
import { fuzzed } from '../../../../helpers/fuzz'
import { addChunk, goingOn, nothingFound, readBytes, readFile, type Found } from './readAll'
import { withFile } from './withFile'
import { referenceRead } from './reference'

const HOUR = 3_600_000

const definitions = [...satellites.values()]

function comparable(found: Found) {
  return {
    records: found.records,
    errors: found.errors.map(({ line, byteOffset, rawBytes, raw, issues }) => ({
      line,
      byteOffset,
      rawBytes,
      raw,
      codes: issues.map(({ path, code }) => `${path} ${code}`),
    })),
    skippedLines: found.skippedLines,
    unknownKeys: found.unknownKeys,
    repeatedValues: found.repeatedValues,
    textNumbers: byChannel(found.textNumbers),
  }
}

function comparableReference(bytes: Buffer, definition: SatelliteDefinition) {
  const found = referenceRead(bytes, definition)
  const { records, errors, skippedLines, unknownKeys, repeatedValues } = found
  const textNumbers = byChannel(found.textNumbers)
  return { records, errors, skippedLines, unknownKeys, repeatedValues, textNumbers }
}

function byChannel<T extends { channel: string }>(counts: readonly T[]): T[] {
  return counts.toSorted((a, b) => a.channel.localeCompare(b.channel))
}

/** Unknown keys of a long line come in another order than JSON.parse has them. */
function inKeyOrder<T extends { unknownKeys: { key: string | null }[] }>(found: T): T {
  const unknownKeys = found.unknownKeys.toSorted((a, b) =>
    String(a.key).localeCompare(String(b.key)),
  )
  return { ...found, unknownKeys }
}

/** Members that take a line beyond what is read as a whole, by what they are. */
const longMembers = ({ velocity, instruments }: SatelliteDefinition): Map<string, string> =>
  new Map([
    ['a text', `"pad":"${'x'.repeat(70_000)}"`],
    ['a list', `"pad":[${'[{"velocity":1}],'.repeat(4200)}0]`],
    ['escapes', `"p\\u0061d":"${'é\\"'.repeat(20_000)}"`],
    [
      'keys, each twice',
      Array.from({ length: 400 }, (_n, i) => `"k${i % 200}${'x'.repeat(200)}":0`).join(','),
    ],
    ['fields again', `"${velocity.key}":77,"pad":"${'x'.repeat(70_000)}","${instruments[0]}":"x"`],
    ['fields of no use', `"${velocity.key}":[${'[],'.repeat(30_000)}0],"${instruments[0]}":{}`],
  ])

const total = (keys: readonly { readonly count: number }[]): number =>
  keys.reduce((sum, { count }) => sum + count, 0)

const size = fc.integer({ min: 1, max: 300 })

describe.each(definitions.map((definition) => [definition.type, definition] as const))(
  'a package of %s',
  (_, definition) => {
    const packages = fc.oneof(
      { weight: 3, arbitrary: packageBytes(definition) },
      { weight: 1, arbitrary: anyBytes(definition) },
    )

    it(
      'reads alike in both ways, whatever the blocks and chunks, and as the rules say',
      () => {
        fc.assert(
          fc.property(packages, size, size, size, (bytes, blockBytes, a, b) => {
            const fast = readBytes(bytes, { ways: { blockBytes, scans: true }, maxLines: a })
            const slow = readBytes(bytes, { ways: { blockBytes, scans: false }, maxLines: b })
            const { blockHashes, skippedLines, unknownKeys, nextByte, nextLine } = slow
            expect(comparable(fast)).toEqual(comparable(slow))
            expect(fast).toMatchObject({
              blockHashes,
              skippedLines,
              unknownKeys,
              nextByte,
              nextLine,
            })
            expect(fast.end.fingerprint).toBe(slow.end.fingerprint)
            expect(comparable(slow)).toEqual(comparableReference(bytes, definition))
          }),
          { numRuns: fuzzed(400) },
        )
      },
      HOUR,
    )

    it(
      'reads on from any chunk as it would have without a stop',
      () => {
        fc.assert(
          fc.property(packages, size, size, fc.nat(20), (bytes, blockBytes, maxLines, chunks) => {
            const ways = { blockBytes, scans: true }
            withFile(bytes, (path) => {
              const whole = readFile(path, { ways })
              const reader = PackageReader.open(path, null, ways)
              const found = nothingFound()
              let hasOpenLine = false
              for (let i = 0; i <= chunks && !hasOpenLine; i += 1) {
                const chunk = reader.next(maxLines)
                hasOpenLine = chunk.atEnd
                // A last line without line end is read again by whoever goes on.
                if (!hasOpenLine) addChunk(found, chunk)
              }
              reader.close()
              if (found.nextLine === 0) return
              const from = goingOn(found)
              const rest = readFile(path, { ways, from, maxLines })
              expect([...found.records, ...rest.records]).toEqual(whole.records)
              expect([...found.errors, ...rest.errors]).toEqual(whole.errors)
              expect(found.skippedLines + rest.skippedLines).toBe(whole.skippedLines)
              expect(found.repeatedValues + rest.repeatedValues).toBe(whole.repeatedValues)
              expect([...found.blockHashes, ...rest.blockHashes]).toEqual(whole.blockHashes)
              expect(rest).toMatchObject({ nextByte: whole.nextByte, nextLine: whole.nextLine })
              expect(rest.end.fingerprint).toBe(whole.end.fingerprint)
            })
          }),
          { numRuns: fuzzed(200) },
        )
      },
      HOUR,
    )

    it(
      'reads a line alike when another member makes it a long one',
      () => {
        const members = longMembers(definition)
        const parts = fc.tuple(
          lineText(definition),
          fc.constantFrom(...members.keys()),
          fc.boolean(),
        )
        fc.assert(
          fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), (lines) => {
            const texts = lines.map(([text, kind, isFirst]) => {
              const member = members.get(kind) ?? ''
              return isFirst
                ? text.replace('{', () => `{${member},`)
                : text.replace(/\}(\s*)$/, (_end, space: string) => `,${member}}${space}`)
            })
            const header = `{"satellite_type":"${definition.type}"}`
            const bytes = Buffer.from(`${header}\n${texts.join('\n')}\n`)
            const found = comparable(readBytes(bytes))
            const wanted = comparableReference(bytes, definition)
            // Beyond a hundred names all others are one.
            const isNamed = wanted.unknownKeys.length <= 100
            const other = isNamed ? {} : { unknownKeys: [] }
            expect(inKeyOrder({ ...found, ...other })).toEqual(inKeyOrder({ ...wanted, ...other }))
            expect(total(found.unknownKeys)).toBe(total(wanted.unknownKeys))
          }),
          { numRuns: fuzzed(40) },
        )
      },
      HOUR,
    )
  },
)
