import { describe, expect, it } from 'vitest'
import {
  expectBalance,
  importText,
  inboxFilter,
  spoiltPackage,
  readDatabase,
} from '../../helpers/inbox'
import { runStation, tempFolder } from '../../helpers/station'

const encoder = new TextEncoder()

/** Two mk1 packages and an mk2 one: line 2 to 101, every tenth spoilt. */
async function threePackages() {
  const folder = tempFolder()
  const station = await runStation(folder)
  const a = spoiltPackage(100, (n) => (n % 10 === 0 ? 'renamed' : n % 10 === 5 ? 'cut' : null))
  const b = spoiltPackage(100, (n) => (n % 10 === 0 ? 'renamed' : null))
  const first = await importText(station, folder, 'a.json', a)
  const second = await importText(station, folder, 'b.json', b)
  const third = await importText(
    station,
    folder,
    'c.json',
    '{"satellite_type":"jackal_mk2"}\n{"ts":1}\n[1]\n',
  )
  return { folder, station, first, second, third }
}

describe('groups and facets', () => {
  it('count equal faults as one, over all packages', async () => {
    const { folder, station, first, second } = await threePackages()
    expectBalance(readDatabase(folder))
    const page = await station.ask('inbox:groups', {
      filter: inboxFilter({ statuses: ['open'] }),
      order: 'lines',
      offset: 0,
      limit: 50,
    })
    expect(page.total).toBe(4)
    expect(page.lines).toEqual({ open: 32, fixed: 0, dismissed: 0 })
    expect(page.rows[0]).toMatchObject({
      code: 'missing_field',
      lines: { open: 20, fixed: 0, dismissed: 0 },
      files: 2,
      types: ['jackal_mk1'],
      isNew: true,
      isGone: false,
      hasRule: false,
    })
    const facets = await station.ask('inbox:facets', {
      filter: inboxFilter({ codes: ['missing_field'] }),
    })
    expect(facets.codes.values[0]).toEqual({ value: 'missing_field', lines: 20 })
    expect(facets.codes.values).toContainEqual({ value: 'invalid_json', lines: 10 })
    expect(facets.types.values).toEqual([{ value: 'jackal_mk1', lines: 20 }])
    expect(facets.files.values.map(({ value, lines }) => [value.fileId, lines])).toEqual([
      [first, 10],
      [second, 10],
    ])
    expect(facets.statuses.values).toEqual([{ value: 'open', lines: 20 }])
  })

  it('mark what is new and what went, until they were seen', async () => {
    const { folder, station } = await threePackages()
    const ask = async () =>
      (
        await station.ask('inbox:groups', {
          filter: inboxFilter({ statuses: ['open'] }),
          order: 'recent',
          offset: 0,
          limit: 50,
        })
      ).rows
    const before = await ask()
    expect(await station.ask('inbox:counts', undefined)).toMatchObject({
      newGroups: 4,
      goneGroups: 0,
    })
    await station.inbox.markSeen(before.map(({ faultId }) => faultId))
    expect(await station.ask('inbox:counts', undefined)).toMatchObject({
      newGroups: 0,
      goneGroups: 0,
    })
    const cut = before.find(({ code }) => code === 'invalid_json')
    const faultIds = [cut?.faultId ?? 0]
    await station.inbox.dismiss('d', { filter: inboxFilter({ faultIds }) }, '')
    const gone = (await ask()).find(({ isGone }) => isGone)
    expect(gone).toMatchObject({ faultId: faultIds[0], lines: { open: 0, dismissed: 10 } })
    await station.inbox.markSeen(faultIds)
    expect((await ask()).map(({ faultId }) => faultId)).not.toContain(faultIds[0])
    // It comes back.
    await importText(
      station,
      folder,
      'd.json',
      spoiltPackage(9, () => 'cut'),
    )
    expect((await ask()).find(({ isNew }) => isNew)?.faultId).toBe(faultIds[0])
  })
})

describe('lines', () => {
  it('come from anywhere in the list, and know their place', async () => {
    const { station, second } = await threePackages()
    const filter = inboxFilter({ statuses: ['open'] })
    const { total, rows } = await station.ask('inbox:lines', { filter, offset: 0, limit: 100 })
    expect(total).toBe(32)
    expect(rows).toHaveLength(32)
    for (const [offset, { fileId, line }] of rows.entries()) {
      const page = await station.ask('inbox:lines', { filter, offset, limit: 1 })
      expect(page.rows).toEqual([rows[offset]])
      expect(await station.ask('inbox:place', { fileId, line, filter })).toBe(offset)
    }
    const narrow = inboxFilter({ fileIds: [second] })
    expect(await station.ask('inbox:place', { fileId: second, line: 20, filter: narrow })).toBe(1)
    expect(
      await station.ask('inbox:place', { fileId: second, line: 21, filter: narrow }),
    ).toBeNull()
  })

  it('come with what lies before and after them', async () => {
    const { station, first } = await threePackages()
    const detail = await station.ask('inbox:around', { fileId: first, line: 10, neighbours: 5 })
    expect(detail?.before.map(({ kind, line }) => [kind, line])).toEqual([
      ['bad', 5],
      ['record', 6],
      ['record', 7],
      ['record', 8],
      ['record', 9],
    ])
    expect(detail?.after.map(({ line }) => line)).toEqual([11, 12, 13, 14, 15])
    expect(detail).toMatchObject({ record: null, locked: null, mends: [] })
    expect(await station.ask('inbox:around', { fileId: first, line: 11, neighbours: 5 })).toBeNull()
  })
})

describe('the search', () => {
  it('finds bytes as they are, and nothing like them', async () => {
    const { station, first } = await threePackages()
    const search = (text: string) => station.inbox.search('s', inboxFilter(), encoder.encode(text))
    expect(await search('"vel"')).toEqual({ state: 'done', searched: 32, found: 20 })
    const hits = await station.ask('inbox:hits', { job: 's', offset: 0, limit: 2 })
    expect(hits).toMatchObject({ total: 20, rows: [{ fileId: first, line: 10 }, { line: 20 }] })
    expect(hits.groups).toHaveLength(1)
    const [hit] = hits.rows
    const at = (hit?.matchAt ?? 0) - (hit?.rawStart ?? 0)
    expect(
      Buffer.from(hit?.raw ?? [])
        .subarray(at, at + 5)
        .toString(),
    ).toBe('"vel"')
    for (const literal of ['%', '_', '.*', "'", '"VEL"']) {
      expect(await search(literal)).toMatchObject({ found: 0 })
    }
  })

  it('gives way to the next one', async () => {
    const { station } = await threePackages()
    const before = station.inbox.search('one', inboxFilter(), encoder.encode('x'))
    const after = await station.inbox.search('two', inboxFilter(), encoder.encode('[1]'))
    expect(['done', 'cancelled']).toContain((await before).state)
    expect(after).toMatchObject({ found: 1 })
    expect(await station.ask('inbox:hits', { job: 'one', offset: 0, limit: 1 })).toMatchObject({
      total: 0,
    })
  })
})
