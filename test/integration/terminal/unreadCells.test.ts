import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { definitionOf } from '../../helpers/definitions'
import { writeTypes } from '../../helpers/ownTypes'
import { sharedFolder, tempFolder } from '../../helpers/station'
import { runCommand } from '../../helpers/command'

const logger = definitionOf({
  type: 'logger',
  file: { kind: 'delimited' },
  recognise: { columns: ['t', 'v'] },
  time: { form: 'epoch', from: 't', unit: 's' },
  channels: [
    { name: 'mode', from: 'm', kind: 'state', states: [{ value: 1, word: 'on' }] },
    { name: 'volts', from: 'v', kind: 'number', unit: 'V' },
    { name: 'note', from: 'n', kind: 'word' },
    { name: 'count', from: 'c', kind: 'number', required: true },
  ],
})

describe("cells that can't be read", () => {
  const folder = sharedFolder()
  let said = ''
  beforeAll(async () => {
    writeTypes(folder, [logger])
    const rows = ['1,007,1,a,1', '2,x,1,b,2', '3,4.5,1,c,3', '4,4.5,1,d,+4']
    writeFileSync(join(folder, 'a.csv'), `t,v,m,n,c\n${rows.join('\n')}\n`)
    said = (await runCommand(folder, 'ingest', 'a.csv')).out
  })

  it('are counted by what imports and by what lists files', async () => {
    expect(said).toContain("4 lines = 3 imported + 1 bad, 2 cells can't be read, ")
    const again = await runCommand(folder, 'ingest', '--json', 'a.csv')
    expect(JSON.parse(again.out)).toMatchObject({ importedLines: 3, cellErrors: 2 })
    const files = await runCommand(folder, 'files')
    expect(files.out).toBe("#1\tcomplete\t4 = 3 + 1 bad, 2 cells can't be read\ta.csv\n")
    const json = await runCommand(folder, 'files', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ errorLines: 1, cellErrors: 2 })
  })

  it('are listed behind the bad lines, with why', async () => {
    const { out } = await runCommand(folder, 'errors', '1')
    const [bad, , , ...cells] = out.trimEnd().split('\n')
    expect(bad).toMatch(/^line 5: "c" is a number with a plus sign; the kind "word" keeps it/)
    expect(cells).toEqual([
      `volts can't be read: 2 cells, the first in line 2: "007" (a number with a leading zero; the kind "word" keeps it)`,
    ])
  })

  it('are objects of their own kind in JSON', async () => {
    const { out } = await runCommand(folder, 'errors', '1', '--json')
    const [bad, ...cells] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(bad).toMatchObject({ line: 5, code: 'wrong_type' })
    expect(bad).not.toHaveProperty('kind')
    const cell = { kind: 'cell', file_id: 1, channel: 'volts', code: 'wrong_type' }
    expect(cells).toEqual([
      {
        ...cell,
        line: 2,
        message: `volts can't be read: a number with a leading zero; the kind "word" keeps it`,
        text: '007',
      },
      { ...cell, line: 3, message: "volts can't be read: wrong kind of value", text: 'x' },
    ])
  })

  it('leave a table of records whose columns are in the order of the definition', async () => {
    for (const format of ['csv', 'excel']) {
      const { out } = await runCommand(folder, 'export', '1', '--format', format)
      expect(out.split('\n')[0]).toMatch(/,mode,volts(?: \(V\))?,note,count$/)
    }
    const { out } = await runCommand(folder, 'export', '1', '--format', 'csv')
    expect(out.split('\n')[3]).toMatch(/,on,4.5,c,3$/)
  })
})

describe('a table that is not as its type says', () => {
  it('is refused with the columns that it has', async () => {
    const folder = tempFolder()
    writeTypes(folder, [logger])
    const many = Array.from({ length: 12 }, (_, i) => `x${i}`)
    writeFileSync(join(folder, 'a.csv'), `#t,v,${many.join(',')}\n`)
    const { out } = await runCommand(folder, 'ingest', 'a.csv', '--type', 'logger')
    expect(out).toContain(
      'it lacks the columns "t" and "c" (it has "#t", "v", "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", and 4 more).',
    )
  })

  it('and has no good line says why, and what shows its bad lines', async () => {
    const folder = tempFolder()
    writeTypes(folder, [logger])
    writeFileSync(join(folder, 'a.csv'), 't,v,m,n,c\n1,2,1,a,x\n2,2,1,a,07\n3,2,1,a,y\n')
    const { code, out } = await runCommand(folder, 'ingest', 'a.csv')
    expect(code).toBe(1)
    expect(out).toContain('None of its 3 lines could be imported as logger. ')
    expect(out).toContain(
      'The most frequent reason, of 2 lines: "c" must be a number, not other text, first in line 2.',
    )
    expect(out).toMatch(/'downlink errors 1' shows its bad lines\.\n$/)
  })
})
