import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { checkDefinition, readDefinition } from '#shared/telemetry/readDefinition'
import { readRows } from './readRows'

const howto = readFileSync(
  resolve(import.meta.dirname, '../../../../../docs/howto/define-a-satellite-type.md'),
  'utf8',
)

const blocks = Array.from(howto.matchAll(/^```(\w*)\n(.*?)^```/gms), ([, language, text = '']) => ({
  language,
  text,
}))
const [lines, json] = [
  blocks.find(({ language }) => language === '')?.text ?? '',
  blocks.find(({ language }) => language === 'json')?.text ?? '',
]

it('the example of the how-to reads its own lines', () => {
  const { definition, faults } = readDefinition(json)
  expect(faults).toBeUndefined()
  if (definition === undefined) return
  const { rows, bad, cells } = readRows(lines, definition)
  expect([...bad, ...cells]).toEqual([])
  expect(rows).toEqual([
    [3, Date.UTC(2026, 2, 1, 10, 0, 0, 250) * 1000, [7412, 1, 21.5, 47.1, 8.55], {}],
    [4, Date.UTC(2026, 2, 1, 10, 0, 1, 250) * 1000, [7409, 1, null, 47.11, 8.56], {}],
  ])
})

it('each way that the how-to names to write a file or a time can be part of a definition', () => {
  const parts = Array.from(howto.matchAll(/`(\{"(?:kind|form)".*?\})`/g), ([, text = '']) => text)
  expect(parts.length).toBeGreaterThan(7)
  for (const text of parts) {
    const part: { kind?: string; form?: string } = JSON.parse(text)
    const { faults } = checkDefinition({
      format: 'downlink-definition/1',
      type: 'x',
      title: 'x',
      file: part.kind === undefined ? { kind: 'delimited' } : part,
      time: part.form === undefined ? { form: 'rfc3339', from: 'ts' } : part,
      channels: [{ name: 'v', from: 'v', kind: 'number' }],
    })
    expect([text, faults]).toEqual([text, undefined])
  }
})
