import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ExportFile } from '../../../src/main/export/exportFile'
import { draftName, makeFile, replaceName, takeName } from '../../../src/main/newFile'
import { tempFolder } from '../../helpers/station'

type Look = () => void

/** Every way in which a file is written to a place that was confirmed: half, a look, the rest. */
const writers: [string, (path: string, look: Look) => Promise<void>][] = [
  [
    'an export',
    async (path, look) => {
      const file = new ExportFile(path)
      try {
        // More than is gathered, so that it is on its way.
        file.write('x'.repeat(300_000))
        look()
        file.write('end')
        await file.finish()
      } finally {
        file.close()
      }
    },
  ],
  [
    'a file that is written whole',
    (path, look) =>
      makeFile({ draft: draftName(path), path }, replaceName, async (write) => {
        await write('x'.repeat(300_000))
        look()
        await write('end')
      }),
  ],
]

describe.each(writers)('%s', (_name, write) => {
  it('replaces what was there once it is whole, and nothing before', async () => {
    const folder = tempFolder()
    const path = join(folder, 'out')
    writeFileSync(path, 'old')
    await write(path, () => {
      expect(readFileSync(path, 'utf8')).toBe('old')
      expect(readdirSync(folder)).toHaveLength(2)
    })
    expect(readFileSync(path, 'utf8')).toMatch(/^x{300000}end$/)
    expect(readdirSync(folder)).toEqual(['out'])
  })

  it('takes any name that a disk takes', async () => {
    const folder = tempFolder()
    const name = 'ä'.repeat(127)
    await write(join(folder, name), () => undefined)
    expect(readdirSync(folder)).toEqual([name])
  })

  it('leaves what was there and nothing else when it fails', async () => {
    const folder = tempFolder()
    const path = join(folder, 'out')
    writeFileSync(path, 'old')
    const failing = write(path, () => {
      throw new Error('in the middle')
    })
    await expect(failing).rejects.toThrow('in the middle')
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['out'])
  })

  it('replaces a link itself and not what it leads to', async () => {
    const folder = tempFolder()
    const other = join(folder, 'other')
    writeFileSync(other, 'only copy')
    symlinkSync(other, join(folder, 'out'))
    await write(join(folder, 'out'), () => undefined)
    expect(readFileSync(other, 'utf8')).toBe('only copy')
    expect(lstatSync(join(folder, 'out')).isFile()).toBe(true)
  })
})

it('a name that something takes meanwhile is not taken from it', async () => {
  const folder = tempFolder()
  const path = join(folder, 'out')
  const made = makeFile({ draft: draftName(path), path }, takeName, async (write) => {
    await write('new')
    writeFileSync(path, 'came first')
  })
  await expect(made).rejects.toThrow(/is there already/)
  expect(readFileSync(path, 'utf8')).toBe('came first')
  expect(readdirSync(folder)).toEqual(['out'])
})
