import { expect } from 'vitest'
import type { ReadDb } from '../../src/main/database/handles'
import { readRollup, readStatusRows } from '../../src/main/database/rollups/rollups'
import { BLOCK_DOUBLES, blockField } from '../../src/main/record/blockTimes'
import { CHANNEL_DOUBLES, channelField } from '../../src/main/record/channelFigures'
import type { Rollup } from '../../src/main/record/rollup'
import { eachStatusBlock, packStatusBlocks } from '../../src/main/record/statusRollup'

/** A record as a rollup sees it: line, timestamp, velocity, altitude, latitude, longitude. */
export type Row = readonly [number, number, number, number, number, number]

/** One block in words. Sums are left out: they depend on the order of adding. */
export interface Block {
  readonly block: number
  readonly count: number
  readonly firstUs: number
  readonly lastUs: number
  readonly minUs: number
  readonly maxUs: number
  readonly rises: number
  readonly falls: number
  readonly repeats: number
  readonly longestGapUs: number
  readonly channels: readonly {
    readonly min: number
    readonly max: number
    readonly count: number
  }[]
}

/** What a rollup of these records has to say, found the long way. */
export function blocksOf(rows: readonly Row[]): Block[] {
  const groups = Map.groupBy(rows, ([line]) => Math.floor(line / 256))
  return [...groups].map(([block, group]) => {
    const times = group.map(([, time]) => time)
    const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
    const sorted = times.toSorted((a, b) => a - b)
    const gaps = sorted.slice(1).map((time, i) => time - (sorted[i] ?? 0))
    return {
      block,
      count: group.length,
      firstUs: times[0] ?? NaN,
      lastUs: times.at(-1) ?? NaN,
      minUs: Math.min(...times),
      maxUs: Math.max(...times),
      rises: steps.filter((step) => step > 0).length,
      falls: steps.filter((step) => step < 0).length,
      repeats: steps.filter((step) => step === 0).length,
      longestGapUs: Math.max(0, ...gaps),
      channels: [2, 3, 4, 5].map((k) => {
        const values = group.map((row) => row[k] ?? NaN).filter((value) => !Number.isNaN(value))
        const { length: count } = values
        if (count === 0) return { min: NaN, max: NaN, count }
        return { min: Math.min(...values), max: Math.max(...values), count }
      }),
    }
  })
}

/** A rollup in the same words. */
export function blocksIn(rollup: Rollup): Block[] {
  return blockPlaces(rollup).map((place) => {
    const at = place * BLOCK_DOUBLES
    const field = (name: keyof typeof blockField): number =>
      rollup.times[at + blockField[name]] ?? NaN
    return {
      block: field('block'),
      count: field('count'),
      firstUs: field('firstUs'),
      lastUs: field('lastUs'),
      minUs: field('minUs'),
      maxUs: field('maxUs'),
      rises: field('rises'),
      falls: field('falls'),
      repeats: field('repeats'),
      longestGapUs: field('gapToUs') - field('gapFromUs'),
      channels: channelsOf(rollup).map((k) => ({
        min: figure(rollup, place, k, 'min'),
        max: figure(rollup, place, k, 'max'),
        count: figure(rollup, place, k, 'count'),
      })),
    }
  })
}

/** Sums of each channel over a rollup. */
export function sumsIn(rollup: Rollup): number[] {
  return channelsOf(rollup).map((k) =>
    blockPlaces(rollup).reduce((sum, place) => sum + figure(rollup, place, k, 'sum'), 0),
  )
}

function channelsOf({ channels }: Rollup): number[] {
  return Array.from({ length: channels }, (_, k) => k)
}

function figure(
  { channels, figures }: Rollup,
  place: number,
  channel: number,
  name: keyof typeof channelField,
): number {
  return figures[(place * channels + channel) * CHANNEL_DOUBLES + channelField[name]] ?? NaN
}

const everything = { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER }

/** All that a database holds of a file's rollup. */
export function storedRollup(db: ReadDb, fileId: number): Rollup {
  return readRollup(db, fileId, everything)
}

/** What a block of lines says of one instrument. */
interface Status {
  readonly changes: number
  readonly first: string | number | null
  readonly last: string | number | null
  readonly counts: Record<string, number>
}

/** All that a database holds of what a file's instruments said, block by block. */
function storedStatuses(db: ReadDb, fileId: number): Map<number, Record<string, Status>> {
  const parts = readStatusRows(db, fileId, everything).flatMap((row) => [...eachStatusBlock(row)])
  // A block that lies over the border between two chunks comes in two parts.
  const blocks = [...eachStatusBlock(packStatusBlocks(parts))]
  return new Map(
    blocks.map(({ block, instruments }) => [
      block,
      Object.fromEntries(
        [...instruments].map(([name, { counts, ...status }]) => [
          name,
          { ...status, counts: Object.fromEntries(counts) },
        ]),
      ),
    ]),
  )
}

/** The same of its records, found the long way. */
function statusesOfRecords(db: ReadDb, fileId: number): Map<number, Record<string, Status>> {
  const rows = db
    .prepare<[number], [number, string]>(
      'SELECT line, instruments FROM stored_telemetry WHERE file_id = ? ORDER BY id',
    )
    .raw()
    .all(fileId)
  const texts = Map.groupBy(rows, ([line]) => Math.floor(line / 256))
  const parsed = new Map<string, Record<string, string>>()
  for (const [, text] of rows) if (!parsed.has(text)) parsed.set(text, JSON.parse(text))
  return new Map(
    [...texts].map(([block, ofBlock]) => {
      const said = ofBlock.map(([, text]) => parsed.get(text) ?? {})
      const names = Object.keys(said[0] ?? {})
      return [block, Object.fromEntries(names.map((name) => [name, statusOf(said, name)]))]
    }),
  )
}

function statusOf(said: readonly Record<string, string>[], name: string): Status {
  const words = said.map((of) => of[name] ?? '')
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return {
    changes: words.filter((word, i) => i > 0 && word !== words[i - 1]).length,
    first: words[0] ?? null,
    last: words.at(-1) ?? null,
    counts,
  }
}

/** A file's rollup must be that of the records which are stored. */
export function expectRollupOfRecords(db: ReadDb, fileId: number): void {
  const rows = db
    .prepare<[number], Row>(
      `SELECT line, timestamp_us, velocity, altitude, latitude, longitude
       FROM stored_telemetry WHERE file_id = ? ORDER BY id`,
    )
    .raw()
    .all(fileId)
  const rollup = storedRollup(db, fileId)
  expect(blocksIn(rollup)).toEqual(blocksOf(rows))
  expect(storedStatuses(db, fileId)).toEqual(statusesOfRecords(db, fileId))
  for (const [k, sum] of sumsIn(rollup).entries()) {
    const expected = rows.reduce((total, row) => total + (row[k + 2] ?? NaN), 0)
    expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
  }
}

function blockPlaces({ times }: Rollup): number[] {
  return Array.from({ length: times.length / BLOCK_DOUBLES }, (_, place) => place)
}
