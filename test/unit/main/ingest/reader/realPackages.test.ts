import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needsFile } from '../../../../helpers/needs'
import { exact, readFile, usual } from './readAll'

const folder = join(import.meta.dirname, '../../../../../../shared/packages')

describe.each([
  ['jackal_mk1', 'velocity', 'altitude', 'latitude', 'longitude'],
  ['jackal_mk2', 'vel', 'alt', 'lat', 'long'],
] as const)('the real package of %s', (type, velocity, altitude, latitude, longitude) => {
  const path = join(folder, `${type}_telemetry.json`)

  it('has a thousand good records with every value as written', needsFile(path), () => {
    const fields: Record<string, unknown>[] = readFileSync(path, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line))
    for (const ways of [usual, exact]) {
      const { records, errors, skippedLines, unknownKeys } = readFile(path, { ways })
      expect([records.length, errors, skippedLines, unknownKeys]).toEqual([1000, [], 0, []])
      for (const [i, record] of records.entries()) {
        expect(record.line).toBe(i + 2)
        expect([record.velocity, record.altitude, record.latitude, record.longitude]).toEqual([
          fields[i]?.[velocity],
          fields[i]?.[altitude],
          fields[i]?.[latitude],
          fields[i]?.[longitude],
        ])
      }
    }
  })
})
