import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eachStatusBlock,
  makeStatusRollup,
  packStatusBlocks,
} from '../../../../src/main/record/statusRollup'

interface Said {
  readonly line: number
  readonly words: Readonly<Record<string, string>>
}

function rollupOf(said: readonly Said[]) {
  const texts = said.map(({ words }) => JSON.stringify(words))
  const words = [...new Set(texts)]
  return makeStatusRollup(
    {
      count: said.length,
      line: Uint32Array.from(said, ({ line }) => line),
      wordsIndex: Uint32Array.from(texts, (text) => words.indexOf(text)),
      words,
      values: [],
    },
    [],
  )
}

/** What a status rollup has to say, found the long way. */
function blocksOf(said: readonly Said[]) {
  const groups = Map.groupBy(said, ({ line }) => Math.floor(line / 256))
  return [...groups].map(([block, group]) => {
    const names = Object.keys(group[0]?.words ?? {})
    const instruments = names.map((name) => {
      const words = group.map((each) => each.words[name] ?? '')
      const counts = new Map<string, number>()
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
      const changes = words.filter((word, i) => i > 0 && word !== words[i - 1]).length
      return [name, { changes, first: words[0], last: words.at(-1), counts }] as const
    })
    return { block, instruments: new Map(instruments) }
  })
}

const said = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 200 }),
      fc.record({
        a: fc.constantFrom('ok', 'faulty', 'diabled'),
        b: fc.constantFrom('on', 'off'),
        c: fc.constant('"quoted" and \u{1f6f0}'),
      }),
      fc.integer({ min: 1, max: 30 }),
    ),
    { maxLength: 15 },
  )
  .map((runs) => {
    let line = 2
    return runs.flatMap(([lines, words, times]) => {
      line += lines
      return Array.from({ length: times }, (): Said => {
        line += 1
        return { line, words }
      })
    })
  })

describe('a status rollup', () => {
  it('holds what its records say, block by block', () => {
    fc.assert(
      fc.property(said, (records) => {
        expect([...eachStatusBlock(rollupOf(records))]).toEqual(blocksOf(records))
      }),
    )
  })

  it('is made of two parts as of the whole, wherever that is cut', () => {
    fc.assert(
      fc.property(said, fc.nat(), (records, cut) => {
        const at = cut % (records.length + 1)
        const parts = [records.slice(0, at), records.slice(at)].map(rollupOf)
        const packed = packStatusBlocks(parts.flatMap((part) => [...eachStatusBlock(part)]))
        expect([...eachStatusBlock(packed)]).toEqual(blocksOf(records))
      }),
    )
  })

  it('tells 32 words apart and counts the others together', () => {
    const records = Array.from({ length: 200 }, (_, i): Said => ({
      line: i + 2,
      words: { a: `word ${i % 50}` },
    }))
    const [block] = eachStatusBlock(rollupOf(records))
    const status = block?.instruments.get('a')
    expect(status?.counts.size).toBe(33)
    expect(status?.counts.get(null)).toBe(200 - 32 * 4)
    expect(status?.changes).toBe(199)
  })

  it('counts states by what their column holds, and texts where it holds nothing', () => {
    const value = fc.oneof(fc.constantFrom(0, 1, 2.5, NaN), fc.integer({ min: 0, max: 60 }))
    const record = fc.record({ value, text: fc.constantFrom('', 'lost', 'odd') })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 700 }), (records) => {
        const texts = ['{}', '{"mode":"lost"}', '{"mode":"odd"}']
        const rollup = makeStatusRollup(
          {
            count: records.length,
            line: Uint32Array.from(records, (_, i) => i + 2),
            wordsIndex: Uint32Array.from(records, (one) =>
              Number.isNaN(one.value) ? ['', 'lost', 'odd'].indexOf(one.text) : 0,
            ),
            words: texts,
            values: [Float64Array.from(records, (one) => one.value)],
          },
          [{ name: 'mode', place: 0 }],
        )
        // A record that says nothing counts as none.
        const words = records.map((one) => (Number.isNaN(one.value) ? one.text || null : one.value))
        const groups = Map.groupBy(words.entries(), ([i]) => Math.floor((i + 2) / 256))
        const expected = [...groups.values()].map((group) => {
          const present = group.flatMap(([, word]) => word ?? [])
          return {
            total: present.length,
            changes: present.filter((word, i) => i > 0 && word !== present[i - 1]).length,
            lost: present.filter((word) => word === 'lost').length,
          }
        })
        const found = [...eachStatusBlock(rollup)].map(({ instruments }) => {
          const mode = instruments.get('mode')
          const counts = [...(mode?.counts ?? [])]
          return {
            total: counts.reduce((sum, [, count]) => sum + count, 0),
            changes: mode?.changes ?? 0,
            lost: mode?.counts.get('lost') ?? 0,
          }
        })
        expect(found).toEqual(expected)
      }),
    )
  })
})
