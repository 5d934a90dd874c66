import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../helpers/command'
import { definitionOf } from '../../helpers/definitions'
import { writeTypes } from '../../helpers/ownTypes'
import { sharedFolder, tempFolder } from '../../helpers/station'

const number = (name: string, from: string | { column: number } = name) => ({
  name,
  from,
  kind: 'number',
})
const common = {
  missing: ['-'],
  time: { form: 'epoch', from: 't', unit: 's' },
}
const states = [
  { value: 'on', word: 'on' },
  { value: 'off', word: 'off' },
]
const table = definitionOf({
  ...common,
  type: 'table',
  file: { kind: 'delimited' },
  recognise: { columns: ['t', '#version'] },
  channels: [
    number('volts', 'v'),
    number('far', { column: 99 }),
    number('unread', 'u'),
    number('absent', 'gone'),
    { name: 'version', from: 'version', kind: 'word' },
    { name: 'note', from: 'n', kind: 'word' },
    { name: 'odd', from: 'o', kind: 'state', states },
    { name: 'mode', from: 'm', kind: 'state', states },
    { name: 'late', from: 'l', kind: 'number' },
    { name: 'nothing', from: 'x', kind: 'state', states },
  ],
})
const objects = definitionOf({
  ...common,
  type: 'objects',
  file: { kind: 'ndjson' },
  recognise: { keys: ['t', 'v'] },
  channels: [number('volts', 'v'), number('amperes', '/cur/amp')],
})

/** `late` has its only value in the last of many lines, `nothing` has what stands for none. */
function tableText(records: number): string {
  const rows = Array.from({ length: records }, (_, i) =>
    [i + 1, 1, 2, 'q', 'hi', 'strange', 'on', i === records - 1 ? 5 : '', '-', 7, 8].join(','),
  )
  return `t,#version,v,u,n,o,m,l,x,y,z\n${rows.join('\n')}\n`
}

describe('channels that find nothing', () => {
  const folder = sharedFolder()
  beforeAll(() => {
    writeTypes(folder, [table, objects])
    writeFileSync(join(folder, 'a.csv'), tableText(1_000))
    writeFileSync(join(folder, 'b.json'), '{"t":1,"v":2,"cur":{"amps":3},"w":4}\n{"t":2,"v":2}\n')
  })

  it('are told of a table at its import, with what no channel reads', async () => {
    const { code, out } = await runCommand(folder, 'ingest', 'a.csv')
    expect(code).toBe(0)
    expect(out).toMatch(
      /s\. 4 channels found nothing in it: far, absent, version, and 1 more\. 3 columns are in no channel\n$/,
    )
  })

  it('and of objects in lines', async () => {
    const { out } = await runCommand(folder, 'ingest', 'b.json')
    expect(out).toMatch(/s\. 1 channel found nothing in it: amperes\. 2 keys are in no channel\n$/)
  })

  it('and is not read again', async () => {
    const { code, out } = await runCommand(folder, 'ingest', 'b.json')
    expect([code, out]).toEqual([0, 'b.json: is there already, as #2\n'])
  })

  it('in JSON, too', async () => {
    const { out } = await runCommand(folder, 'ingest', '--json', '--again', 'a.csv')
    expect(JSON.parse(out)).toMatchObject({
      status: 'complete',
      emptyChannels: ['far', 'absent', 'version', 'nothing'],
      inNoChannel: { what: 'column', count: 3, hasMore: false },
    })
  })

  it('and wherever the package is listed', async () => {
    const { out } = await runCommand(folder, 'files')
    expect(out.split('\n')[1]).toBe(
      '#2\tcomplete\t2 = 2 + 0 bad, 1 channel found nothing in it: amperes\tb.json',
    )
    const json = await runCommand(folder, 'files', '--json')
    expect(JSON.parse(json.out.split('\n')[1] ?? '')).toMatchObject({ emptyChannels: ['amperes'] })
  })

  it('and not before all of the package is there', async () => {
    const db = new Database(join(folder, 'data', 'downlink.db'))
    db.prepare("UPDATE files SET status = 'paused' WHERE id = 2").run()
    db.close()
    const { out } = await runCommand(folder, 'files')
    expect(out.split('\n')[1]).toBe('#2\tpaused\t2 = 2 + 0 bad\tb.json')
  })
})

describe('a name that stands twice among the columns', () => {
  const given = '1,2,3,4\n'

  it.each([
    ['a channel', [number('altitude')]],
    ['a channel that must be there', [{ ...number('altitude'), required: true }]],
  ])('is not guessed for %s: the file is held', async (_, channels) => {
    const folder = tempFolder()
    const type = { ...common, type: 'twice', file: { kind: 'delimited' } }
    writeTypes(folder, [definitionOf({ ...type, recognise: { columns: ['t'] }, channels })])
    writeFileSync(join(folder, 'a.csv'), `t,altitude,v,altitude\n${given}`)
    const { code, out } = await runCommand(folder, 'ingest', 'a.csv')
    expect(code).toBe(1)
    const why =
      'has the column "altitude" twice (columns 2 and 4): name the one that is meant by its place, such as {"column": 2}.'
    expect(out).toContain(`It nearly fits twice, but ${why}`)
    const told = await runCommand(folder, 'ingest', 'a.csv', '--type', 'twice')
    expect(told.out).toContain(`can't be read as twice: it ${why}`)
  })

  it('nor for the time', async () => {
    const folder = tempFolder()
    const type = { ...common, type: 'twice', file: { kind: 'delimited' } }
    const channels = [number('v')]
    writeTypes(folder, [definitionOf({ ...type, recognise: { columns: ['v'] }, channels })])
    writeFileSync(join(folder, 'a.csv'), `t,t,v,t\n${given}`)
    const { out } = await runCommand(folder, 'ingest', 'a.csv')
    expect(out).toContain('has the column "t" 3 times (columns 1, 2, and 4): name the one')
  })

  it('is no matter where its place is said, or where nothing reads it', async () => {
    const folder = tempFolder()
    const channels = [number('altitude', { column: 4 })]
    const type = { ...common, type: 'twice', file: { kind: 'delimited' }, channels }
    writeTypes(folder, [definitionOf({ ...type, recognise: { columns: ['altitude'] } })])
    writeFileSync(join(folder, 'a.csv'), `t,altitude,v,altitude\n${given}`)
    const { code, out } = await runCommand(folder, 'ingest', 'a.csv')
    expect([code, out]).toEqual([0, expect.stringMatching(/1 imported.* 2 columns are in no/)])
  })
})
