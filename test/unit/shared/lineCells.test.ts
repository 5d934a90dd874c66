import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delimited } from '#shared/formats/delimited/delimited'
import { DelimitedFile } from '#shared/formats/delimited/file'
import { cellsOf, rowCells } from '#shared/formats/delimited/rowText'
import { jsonLines, textFormat } from '#shared/formats/formats'
import { fuzzed } from '../../helpers/fuzz'

const cellText = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('"', "'", ',', ';', ' ', '\t', 'a', '1', '.'), maxLength: 6 }),
)
const columns = ['a', '', 'b', 'b', '__proto__', 'column 9'] as const
const format: fc.Arbitrary<DelimitedFile> = fc.record({
  kind: fc.constant('delimited' as const),
  delimiter: fc.constantFrom(',', ';', '\t', '|', 'blanks'),
  quote: fc.constantFrom<DelimitedFile['quote']>('"', "'", false),
  trim: fc.boolean(),
  decimal: fc.constantFrom('.', ','),
  encoding: fc.constant('utf-8' as const),
  names: fc.constant('line' as const),
  units: fc.constant(false),
})
const rowOf = (text: string, file: DelimitedFile) => delimited.cells(text, { file, columns })
const objectOf = (text: string) => textFormat(jsonLines.file).cells(text, jsonLines)
/** What the columns go by, and which they are. */
const keys: Readonly<Record<string, number>> = {
  a: 0,
  'column 2': 1,
  'column 3': 2,
  'column 4': 3,
  ['__proto__']: 4,
  'column 9': 5,
}
const key = fc.constantFrom('a', 'column 2', 'column 3', 'column 4', '__proto__', 'column 9')
const columnOf = (name: string): number => new Map(Object.entries(keys)).get(name) ?? -1
const line = (dialect: DelimitedFile) =>
  fc.array(cellText, { maxLength: 8 }).map((cells) => {
    return cells.join(dialect.delimiter === 'blanks' ? ' ' : dialect.delimiter)
  })

describe('the cells of a row', () => {
  it('are where they stand, in whatever dialect', () => {
    const any = format.chain((dialect) => fc.tuple(fc.constant(dialect), line(dialect)))
    fc.assert(
      fc.property(any, ([dialect, text]) => {
        const { cells, isOpen } = rowCells(text, dialect)
        expect(cellsOf(text, dialect)).toEqual(isOpen ? null : cells.map((cell) => cell.text))
        for (const { start, end, text: said } of cells) {
          const written = text.slice(start, end)
          expect(written === said || written.startsWith(String(dialect.quote))).toBe(true)
        }
      }),
      { numRuns: fuzzed(1000) },
    )
  })

  it('that are set say so, and leave every other character alone', () => {
    const any = format.chain((dialect) => fc.tuple(fc.constant(dialect), line(dialect)))
    fc.assert(
      fc.property(any, key, cellText, ([dialect, text], name, value) => {
        const before = rowOf(text, dialect)
        if (before === null) return
        const after = before.set(name, value)
        // Only without quotes is there what no cell can say.
        expect(after !== null || dialect.quote === false).toBe(true)
        if (after === null) return
        const cells = rowCells(text, dialect).cells
        const at = cells[columnOf(name)]
        expect(rowOf(after, dialect)?.cell(name)?.value).toBe(value)
        expect(after.startsWith(text.slice(0, at?.start))).toBe(true)
        expect(after.endsWith(at === undefined ? '' : text.slice(at.end))).toBe(true)
        const others = cellsOf(after, dialect)?.slice(0, cells.length) ?? []
        expect(others.toSpliced(columnOf(name), 1)).toEqual(
          cells.map((cell) => cell.text).toSpliced(columnOf(name), 1),
        )
      }),
      { numRuns: fuzzed(2000) },
    )
  })

  it('write numbers with the sign of their table', () => {
    const file = DelimitedFile.parse({ kind: 'delimited', delimiter: ';', decimal: ',' })
    const cells = rowOf('1;2;3', file)
    expect(cells?.set('a', 1.5)).toBe('1,5;2;3')
    expect(cells?.set('column 3', null)).toBe('1;2;')
    expect(cells?.set('column 3', 'a;b')).toBe('1;2;"a;b"')
    expect(cells?.set('nothing', 1)).toBeNull()
    expect(cells?.set('b', 1)).toBeNull()
    expect(cells?.holds('a', '1')).toBe(true)
    expect(cells?.holds('a', 1)).toBe(true)
    expect(cells?.rename('a', 'c')).toBeNull()
  })
})

describe('the values of an object', () => {
  const plain = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.boolean(),
    fc.constant(null),
  )
  const names = fc.constantFrom('a', 'b', '', '__proto__', '/', '"')
  const { object } = fc.letrec((tie) => ({
    object: fc.dictionary(
      names,
      fc.oneof(plain, fc.array(plain, { maxLength: 2 }), tie('object')),
      {
        maxKeys: 4,
      },
    ),
  }))
  const path = fc.constantFrom('a', '', '__proto__', '/a/b', '/__proto__/a', '/a/~1', '/a/b/"')

  it('that are set say so, and leave every other character alone', () => {
    fc.assert(
      fc.property(object, fc.nat(2), path, plain, (value, indent, name, wanted) => {
        const text = JSON.stringify(value, null, indent).replaceAll('\n', ' ')
        const before = objectOf(text)
        const after = before?.set(name, wanted) ?? null
        // Only where something on the pointer's way is no object.
        expect(after !== null || /^\/./.test(name)).toBe(true)
        if (after === null) return
        const [was, is] = [before?.cell(name), objectOf(after)?.cell(name)]
        expect(is?.value).toEqual(wanted)
        expect(after.slice(is?.start, is?.end)).toBe(JSON.stringify(wanted))
        if (was == null) return
        expect(text.slice(0, was.start) + JSON.stringify(wanted) + text.slice(was.end)).toBe(after)
      }),
      { numRuns: fuzzed(1000) },
    )
  })

  it('go with their key, all of that name', () => {
    const cells = objectOf('{"a":1,"b":{"c":1,"c":2},"a":3}')
    expect(cells?.drop('a')).toBe('{"b":{"c":1,"c":2}}')
    expect(cells?.drop('/b/c')).toBe('{"a":1,"b":{},"a":3}')
    expect(cells?.drop('/b/d')).toBeNull()
    expect(cells?.rename('/b/c', '/b/d')).toBe('{"a":1,"b":{"d":2},"a":3}')
    expect(cells?.rename('/b/c', 'd')).toBeNull()
    expect(cells?.set('/e/f', 1)).toBe('{"a":1,"b":{"c":1,"c":2},"a":3,"e":{"f":1}}')
    expect(cells?.set('/a/f', 1)).toBeNull()
  })

  it('are found by a pointer first, and then by a key that looks like one', () => {
    const cells = objectOf('{"/a/b":1,"a":{"b":2},"/c/d":3}')
    expect([cells?.cell('/a/b')?.value, cells?.cell('/c/d')?.value]).toEqual([2, 3])
  })
})
