import { describe, expect, it } from 'vitest'
import type { Rule } from '#shared/inbox/rules'
import type { ReadDb } from '../../../src/main/database/handles'
import { packedBytes } from '../../../src/main/database/rollups/rollupBlob'
import { readStatusRows } from '../../../src/main/database/rollups/rollups'
import { eachStatusBlock, packStatusBlocks } from '../../../src/main/record/statusRollup'
import type { Station } from '../../../src/main/ingest/station'
import {
  expectBalance,
  importText,
  inboxFilter,
  readDatabase,
  spoiltPackage,
} from '../../helpers/inbox'
import { mk1Line, mk1Package } from '../../helpers/packages'
import { blocksIn, storedRollup, sumsIn } from '../../helpers/rollups'
import { runStation, tempFolder } from '../../helpers/station'

const rename: Rule = { steps: [{ do: 'rename', from: 'vel', to: 'velocity' }] }

async function mendRenamed(station: Station): Promise<number> {
  const filter = inboxFilter({ fields: ['velocity'] })
  const { rows } = await station.ask('inbox:groups', {
    filter,
    order: 'lines',
    offset: 0,
    limit: 1,
  })
  const target = { faultId: rows[0]?.faultId ?? 0, satelliteType: 'jackal_mk1', fileIds: [] }
  await station.inbox.preview('p', target, rename)
  const applied = await station.inbox.apply('a', 'p', '')
  return applied.state === 'done' ? (applied.mendId ?? 0) : 0
}

/** What plots and strips of a file are drawn from. */
function rolledUp(db: ReadDb, fileId: number) {
  const rollup = storedRollup(db, fileId)
  const statuses = readStatusRows(db, fileId, { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER })
  return {
    blocks: blocksIn(rollup),
    statuses: [
      ...eachStatusBlock(packStatusBlocks(statuses.flatMap((row) => [...eachStatusBlock(row)]))),
    ],
    sums: sumsIn(rollup),
  }
}

function expectSame(made: ReturnType<typeof rolledUp>, wanted: ReturnType<typeof rolledUp>): void {
  expect(made.blocks).toEqual(wanted.blocks)
  expect(made.statuses).toEqual(wanted.statuses)
  for (const [k, sum] of made.sums.entries()) expect(sum).toBeCloseTo(wanted.sums[k] ?? NaN, 3)
}

const LINES_PER_CHUNK = 1_000
const LONGEST_ROW_BYTES = packedBytes(120, 4)

/** Shares of bad lines, from single ones to whole blocks, whole chunks and the whole file. */
const spoils: [string, number, (n: number) => boolean][] = [
  ['every seventh line', 2_600, (n) => n % 7 === 0],
  [
    'lines at the borders of blocks and chunks',
    2_600,
    (n) => n % 256 < 2 || n % LINES_PER_CHUNK < 300,
  ],
  ['the first half', 2_600, (n) => n < 1_400],
  ['the second half', 2_600, (n) => n > 1_500],
  // More than a row may hold.
  ['all lines', 31_000, () => true],
]

describe('the rollup after a rule', () => {
  it.each(spoils)('is that of a clean import, where %s were bad', async (_, lines, isBad) => {
    const folder = tempFolder()
    const overrides = { linesPerWrite: LINES_PER_CHUNK }
    const station = await runStation(folder, { overrides })
    const fileId = await importText(
      station,
      folder,
      'bad.json',
      spoiltPackage(lines, (n) => (isBad(n) ? 'renamed' : null)),
    )
    const clean = await importText(station, folder, 'clean.json', mk1Package(lines))
    const db = readDatabase(folder)
    const before = rolledUp(db, fileId)
    const mendId = await mendRenamed(station)
    expect(await station.file(fileId)).toMatchObject({ importedLines: lines, errorLines: 0 })
    expectSame(rolledUp(db, fileId), rolledUp(db, clean))
    expectBalance(db)
    const longest = 'SELECT max(length(blocks)) FROM rollups WHERE id >> 32 = ?'
    const bytes = db.prepare<[number], number>(longest).pluck().get(fileId)
    expect(bytes).toBeLessThanOrEqual(LONGEST_ROW_BYTES)

    await station.inbox.undo('u', mendId)
    expectSame(rolledUp(db, fileId), before)
    expectBalance(db)
  })
})

describe('the rollup after an edit', () => {
  it('has the record that was saved, and goes back when that is undone', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const text = spoiltPackage(1_000, (n) => (n % 100 === 0 ? 'cut' : null))
    const fileId = await importText(station, folder, 'a.json', text)
    const db = readDatabase(folder)
    const before = rolledUp(db, fileId)
    const outlier = mk1Line(500).replace(/"velocity":[\d.]+/, '"velocity":123456')
    const saved = await station.inbox.save({ fileId, line: 500, text: outlier })
    const blocks = rolledUp(db, fileId).blocks.map(({ channels: [velocity] }) => velocity?.max)
    expect(blocks.filter((max) => max === 123_456)).toHaveLength(1)
    expectBalance(db)
    if (saved.saved) await station.inbox.undo('u', saved.mendId)
    expectSame(rolledUp(db, fileId), before)
  })

  it('of a last line without line end is taken back with it', async () => {
    const folder = tempFolder()
    const station = await runStation(folder)
    const text = `${mk1Package(300)}${mk1Line(302).slice(0, -9)}`
    const fileId = await importText(station, folder, 'a.json', text)
    await station.inbox.save({ fileId, line: 302, text: mk1Line(302) })
    const db = readDatabase(folder)
    expectBalance(db)
    await importText(
      station,
      folder,
      'a.json',
      `${text}${mk1Line(302).slice(-9)}\n${mk1Line(303)}\n`,
    )
    expect(await station.file(fileId)).toMatchObject({ importedLines: 302, errorLines: 0 })
    expectBalance(db)
  })
})
