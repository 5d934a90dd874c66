import { describe, expect, it } from 'vitest'
import type { Rule } from '#shared/inbox/rules'
import type { Station } from '../../../src/main/ingest/station'
import {
  expectBalance,
  importText,
  inboxFilter,
  spoilt,
  spoiltPackage,
  readDatabase,
} from '../../helpers/inbox'
import { mk1Line } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'
import { processorTime } from '../../helpers/processorTime'

async function onePackage(lines = 200) {
  const folder = tempFolder()
  const station = await runStation(folder)
  const text = spoiltPackage(lines, (n) => (n % 2 === 0 ? 'renamed' : n % 5 === 0 ? 'range' : null))
  const fileId = await importText(station, folder, 'a.json', text)
  return { folder, station, fileId, db: readDatabase(folder) }
}

async function faultOf(station: Station, field: string): Promise<number> {
  const filter = inboxFilter({ fields: [field] })
  const { rows } = await station.ask('inbox:groups', {
    filter,
    order: 'lines',
    offset: 0,
    limit: 1,
  })
  return rows[0]?.faultId ?? 0
}

const rename: Rule = { steps: [{ do: 'rename', from: 'vel', to: 'velocity' }] }

describe('one line', () => {
  it('is mended, keeps its bytes, and is bad again when that is undone', async () => {
    const { station, fileId, db } = await onePackage()
    const before = await station.file(fileId)
    const saved = await station.inbox.save({ fileId, line: 4, text: mk1Line(4) })
    expect(saved).toMatchObject({ saved: true, record: { values: { velocity: 8000.4 } } })
    expectBalance(db)
    expect(await station.file(fileId)).toMatchObject({
      importedLines: (before?.importedLines ?? 0) + 1,
      errorLines: (before?.errorLines ?? 0) - 1,
    })
    const detail = await station.ask('inbox:around', { fileId, line: 4, neighbours: 1 })
    expect(Buffer.from(detail?.line.raw ?? []).toString()).toBe(spoilt.renamed(4))
    expect(detail).toMatchObject({
      line: { status: 'fixed' },
      record: { values: { velocity: 8000.4 } },
      mends: [{ kind: 'edit', undoneAt: null, lines: 1, files: 1 }],
    })
    expect(detail?.locked).toContain('mended already')
    await expect(station.inbox.save({ fileId, line: 4, text: mk1Line(4) })).rejects.toThrow(
      'Undo that first',
    )
    const mendId = detail?.mends[0]?.id ?? 0
    expect(await station.ask('mend:lines', { mendId, offset: 0, limit: 9 })).toMatchObject({
      total: 1,
      rows: [{ line: 4, after: mk1Line(4) }],
    })
    expect(await station.inbox.undo('u', mendId)).toEqual({ state: 'done', lines: 1 })
    expectBalance(db)
    expect(await station.file(fileId)).toEqual(before)
    await expect(station.inbox.undo('u', mendId)).rejects.toThrow('undone already')
    const history = await station.ask('mend:history', { fileId, offset: 0, limit: 9 })
    expect(history).toMatchObject({ total: 1, rows: [{ id: mendId }] })
    expect(history.rows[0]?.undoneAt).not.toBeNull()
  })

  it('is refused with what is wrong with it, and nothing is stored', async () => {
    const { station, fileId, db } = await onePackage()
    const saved = await station.inbox.save({ fileId, line: 4, text: spoilt.range(4) })
    expect(saved).toMatchObject({ saved: false, issues: [{ code: 'out_of_range' }] })
    expect(await station.ask('mend:judge', { fileId, line: 4, text: '{' })).toMatchObject({
      ok: false,
    })
    expect(await station.ask('mend:judge', { fileId, line: 4, text: mk1Line(4) })).toMatchObject({
      ok: true,
    })
    expect(db.prepare('SELECT count(*) FROM mends').pluck().get()).toBe(0)
    await expect(station.inbox.save({ fileId, line: 3, text: mk1Line(3) })).rejects.toThrow(
      'not among the bad lines',
    )
  })

  it('is refused when a rule of the database says no', async () => {
    const { folder, station, fileId, db } = await onePackage()
    const { default: Database } = await import('better-sqlite3')
    const other = new Database(db.name)
    other.exec(`CREATE TRIGGER mine BEFORE INSERT ON records
      BEGIN SELECT RAISE(ABORT, 'not on my watch'); END`)
    other.close()
    await expect(station.inbox.save({ fileId, line: 4, text: mk1Line(4) })).rejects.toThrow(
      'not on my watch',
    )
    expectBalance(readDatabase(folder))
  })
})

describe('a rule', () => {
  it('is shown, applied, remembered and undone as a whole', async () => {
    const { station, fileId, db } = await onePackage()
    const faultId = await faultOf(station, 'velocity')
    const target = { faultId, satelliteType: 'jackal_mk1', fileIds: [] }
    const preview = await station.inbox.preview('p', target, rename)
    expect(preview).toEqual({ state: 'done', fixed: 100, stillBad: 0, untouched: 0 })
    const page = await station.ask('mend:preview-page', {
      job: 'p',
      outcome: 'fixed',
      offset: 9,
      limit: 1,
    })
    expect(page).toMatchObject({ total: 100, rows: [{ line: 20, after: mk1Line(20) }] })

    // One of them is dismissed meanwhile.
    await station.inbox.dismiss('d', { lines: [{ fileId, line: 20 }] }, 'no use')
    const applied = await station.inbox.apply('a', 'p', 'they renamed it')
    expect(applied).toMatchObject({ state: 'done', lines: 99, changed: 1 })
    expectBalance(db)
    const velocity = db.prepare('SELECT velocity FROM telemetry WHERE line = ?').pluck()
    expect(velocity.get(22)).toBe(8002.2)
    expect(velocity.get(20)).toBeUndefined()

    expect(await station.ask('mend:rules', { faultId })).toMatchObject([
      { rule: rename, satelliteType: 'jackal_mk1', lines: 99 },
    ])
    const { rows } = await station.ask('mend:history', { faultId, offset: 0, limit: 9 })
    expect(rows.map(({ kind, note }) => [kind, note])).toEqual([
      ['rule', 'they renamed it'],
      ['dismiss', 'no use'],
    ])
    const [rule] = rows
    const lines = await station.ask('mend:lines', { mendId: rule?.id ?? 0, offset: 98, limit: 9 })
    expect(lines).toMatchObject({ total: 99, rows: [{ line: 200, after: mk1Line(200) }] })
    expect(await station.inbox.undo('u', rule?.id ?? 0)).toEqual({ state: 'done', lines: 99 })
    expectBalance(db)
    expect(await station.ask('mend:rules', { faultId })).toEqual([])
  })

  it('says of each line what it would do, also where that is not enough', async () => {
    const { station, fileId } = await onePackage()
    const faultId = await faultOf(station, 'latitude')
    const target = { faultId, satelliteType: 'jackal_mk1', fileIds: [fileId] }
    const bad: Rule = { steps: [{ do: 'scale', key: 'latitude', by: -1 }] }
    expect(await station.inbox.preview('p', target, bad)).toMatchObject({ fixed: 0, stillBad: 20 })
    const page = await station.ask('mend:preview-page', {
      job: 'p',
      outcome: null,
      offset: 0,
      limit: 1,
    })
    expect(page.rows[0]).toMatchObject({ outcome: 'still_bad', issues: [{ code: 'out_of_range' }] })
    expect(await station.inbox.apply('a', 'p', '')).toEqual({
      state: 'done',
      mendId: null,
      lines: 0,
      changed: 0,
    })
    const tried = await station.ask('mend:try', { fileId, line: 4, rules: [bad, rename] })
    expect(tried).toMatchObject({ rule: 1, text: mk1Line(4) })
  })

  it('is cancelled to a state in which nothing was changed', async () => {
    const { station, db } = await onePackage(20_000)
    const target = {
      faultId: await faultOf(station, 'velocity'),
      satelliteType: 'jackal_mk1',
      fileIds: [],
    }
    await station.inbox.preview('p', target, rename)
    for (const wait of [0, 5, 20, 60]) {
      const applying = station.inbox.apply(`a${wait}`, 'p', '')
      await new Promise((resolve) => setTimeout(resolve, wait))
      station.jobs.cancel(`a${wait}`)
      const worked = processorTime()
      const outcome = await applying
      expect(worked()).toBeLessThan(1_000)
      expectBalance(db)
      const mends = db.prepare('SELECT count(*) FROM mends').pluck().get()
      expect(mends).toBe(outcome.state === 'cancelled' ? 0 : 1)
      if (outcome.state === 'done') break
    }
  })
})
