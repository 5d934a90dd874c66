import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exact, readFile, usual } from './readAll'

const folder = join(import.meta.dirname, '../../../../fixtures/packages')

/** Its verdicts were written by hand from the rules; they stand beside it. */
describe('the chaotic package', () => {
  it.each([
    ['usual', usual],
    ['exact', exact],
  ] as const)('comes to the verdicts beside it in the %s way', (_, ways) => {
    const found = readFile(join(folder, 'chaotic.json'), { ways })
    const comparable = {
      satelliteType: found.satelliteType,
      skippedLines: found.skippedLines,
      unknownKeys: found.unknownKeys,
      records: found.records.map(
        ({ byteOffset: _offset, byteLength: _length, ...record }) => record,
      ),
      errors: found.errors.map(({ line, issues, rawBytes, raw }) => ({
        line,
        issues: issues.map(({ path, code }) => `${path} ${code}`),
        rawBytes,
        rawKept: raw.length,
      })),
    }
    expect(comparable).toEqual(
      JSON.parse(readFileSync(join(folder, 'chaotic.expected.json'), 'utf8')),
    )
  })
})
