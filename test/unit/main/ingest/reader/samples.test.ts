import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFile } from './readAll'

const folder = join(import.meta.dirname, '../../../../../resources/samples')

describe('the sample packages', () => {
  it('are one without a fault', () => {
    const { records, errors, skippedLines, unknownKeys } = readFile(
      join(folder, 'jackal_mk1_clean.json'),
    )
    expect([records.length, errors, skippedLines, unknownKeys]).toEqual([600, [], 0, []])
  })

  it('and one with a fault of each kind that operators meet', () => {
    const { records, errors, skippedLines, unknownKeys } = readFile(
      join(folder, 'jackal_mk2_with_faults.json'),
    )
    expect(records).toHaveLength(391)
    expect(errors.map(({ issues }) => issues.map(({ code }) => code))).toEqual([
      ['out_of_range'],
      ['invalid_json'],
      ['wrong_type'],
      ['invalid_timestamp'],
      ['missing_field'],
      ['missing_field'],
      ['not_finite'],
      ['not_an_object'],
      ['invalid_timestamp', 'wrong_type', 'out_of_range'],
    ])
    expect(skippedLines).toBe(1)
    expect(unknownKeys).toEqual([{ key: 'battery', count: 2, firstLine: 351 }])
  })
})
