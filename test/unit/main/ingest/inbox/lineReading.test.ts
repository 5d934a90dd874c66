import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineReading } from '../../../../../src/main/ingest/inbox/lineReading'
import { wordNamesOf } from '../../../../../src/main/record/layout'
import { anyDefinition, anyLine } from '../../../../helpers/arbitraryDefinitions'
import { fuzzed } from '../../../../helpers/fuzz'
import { readRows } from '../reader/readRows'
import { builtInReading } from '../../../../helpers/definitions'
import { mk1Line } from '../../../../helpers/packages'
import { readPackage } from '../../../../helpers/readPackage'

const reading = builtInReading('jackal_mk1')
const good = mk1Line(7)

describe('the judge', () => {
  it.each([
    good,
    good.replace('"ok"', '""'),
    good.replace('"velocity"', '"vel"'),
    '{"timestamp":"2023-02-30T00:00:00Z"}',
    '[1]',
    '{"a":NaN}',
    '{"velocity":1e999}',
    '\u{feff}{}',
  ])('says of %s what the reader says', (line) => {
    const { records, errors } = readPackage('jackal_mk1', [line])
    const verdict = reading.judge(2, line)
    expect(verdict.issues).toEqual(errors[0]?.issues ?? null)
    const [record] = records
    if (verdict.values === null || record === undefined) return
    const { timestampUs, instruments, velocity, altitude, latitude, longitude } = record
    expect(verdict.values).toEqual({
      timestampUs,
      numbers: [velocity, altitude, latitude, longitude],
      words: Object.values(instruments),
    })
  })

  it('takes no text that would be more than one line', () => {
    expect(reading.judge(2, good.replace(',', ',\n')).issues).toMatchObject([
      { path: '', code: 'invalid_json' },
    ])
  })

  it('takes no half characters, which would be stored as others', () => {
    expect(reading.judge(2, good.replace('ok', '\ud800')).issues).toMatchObject([
      { path: '', code: 'invalid_utf8' },
    ])
  })
})

describe('the judge of any type', () => {
  it('says of a line what the reader says, in whatever format', () => {
    const any = anyDefinition.chain((definition) =>
      fc.tuple(fc.constant(definition), anyLine(definition)),
    )
    fc.assert(
      fc.property(any, ([definition, line]) => {
        fc.pre(!/[\r\n]/.test(line))
        const { file } = definition
        const isLatin = file.kind === 'delimited' && file.encoding === 'latin-1'
        fc.pre(!isLatin || !/[^\0-\xff]/.test(line))
        const columns = file.kind === 'delimited' && file.names !== 'line' ? file.names : null
        const head = { bytes: new Uint8Array(0), columns, startUs: null }
        const judged = new LineReading(definition, head).judge(1, line)
        // What is there behind it makes the line a whole one.
        const content = Buffer.from(`${line}\n`, isLatin ? 'latin1' : 'utf8')
        const { rows, messages, skippedLines, cells } = readRows(content, definition)
        const said = skippedLines > 0 ? null : (judged.issues?.map(({ message }) => message) ?? [])
        expect(said ?? messages).toEqual(messages)
        expect(rows.length).toBe(judged.values === null ? 0 : 1)
        if (judged.values === null) return
        const { timestampUs, numbers, words } = judged.values
        const texts = wordNamesOf(definition).flatMap((name, i) => {
          const word = words[i] ?? null
          return word === null ? [] : [[name, word]]
        })
        expect(rows).toEqual([
          [
            1,
            timestampUs,
            numbers.map((number) => (Number.isNaN(number) ? null : number)),
            Object.fromEntries(texts),
          ],
        ])
        expect(judged.cellErrors.kept).toEqual(
          cells.map(([at, channel, code, raw]) => ({ line: at, channel, code, raw })),
        )
      }),
      { numRuns: fuzzed(300) },
    )
  })
})
