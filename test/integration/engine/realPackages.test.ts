import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { needs } from '../../helpers/needs'
import { realPackages } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder } from '../../helpers/station'

interface Expected {
  readonly line: number
  readonly timestampUs: bigint
  readonly values: readonly number[]
  readonly instruments: Record<string, unknown>
}

/** Reads a package with a few lines of its own: no code of the program's. */
function readPackage(path: string, keys: readonly string[], instruments: readonly string[]) {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((text, index): Expected => {
    const record: Record<string, unknown> = JSON.parse(text)
    const [whole = '', fraction = ''] = String(record[keys[0] ?? '']).split(/[.Z]/)
    return {
      line: index + 2,
      timestampUs: BigInt(Date.parse(`${whole}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0')),
      values: keys.slice(1).map((key) => Number(record[key])),
      instruments: Object.fromEntries(instruments.map((key) => [key, record[key]])),
    }
  })
}

describe('the two real packages', needs('the real packages'), () => {
  it.each([
    {
      path: realPackages.mk1,
      keys: ['timestamp', 'velocity', 'altitude', 'latitude', 'longitude'],
      instruments: ['instrument1', 'instrument2'],
    },
    {
      path: realPackages.mk2,
      keys: ['ts', 'vel', 'alt', 'lat', 'long'],
      instruments: ['instrument1', 'instrument3', 'instrument4'],
    },
  ])('$path is imported bit for bit', async ({ path, keys, instruments }) => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const { fileIds } = await station.addPaths([path], 'drop')
    await station.idle()

    const file = await station.file(fileIds[0] ?? 0)
    expect(file).toMatchObject({ status: 'complete', importedLines: 1000, errorLines: 0 })

    const expected = readPackage(path, keys, instruments)
    expect(expected).toHaveLength(1000)
    const rows = openDatabase(folder)
      .prepare<[], Record<string, unknown>>('SELECT * FROM telemetry ORDER BY line')
      .safeIntegers()
      .all()
    expect(rows).toHaveLength(1000)
    for (const [i, row] of rows.entries()) {
      const want = expected[i]
      expect(row['line']).toBe(BigInt(want?.line ?? 0))
      expect(row['timestamp_us']).toBe(want?.timestampUs)
      const values = [row['velocity'], row['altitude'], row['latitude'], row['longitude']]
      // toBe compares by Object.is: the same bits.
      values.forEach((value, k) => expect(value).toBe(want?.values[k]))
      expect(JSON.parse(String(row['instruments']))).toEqual(want?.instruments)
    }
  })
})
