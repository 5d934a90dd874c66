import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { savePicture } from '../../../../src/main/ipc/savePicture'

const folder = mkdtempSync(join(tmpdir(), 'downlink-picture-'))
afterAll(() => rmSync(folder, { recursive: true }))

const png = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3)

describe('savePicture', () => {
  it('writes the picture in place of what was there, and leaves nothing else', async () => {
    const path = join(folder, 'plots.png')
    writeFileSync(path, 'old')
    expect(await savePicture(path, png)).toEqual({ name: 'plots.png', bytes: png.length })
    expect(new Uint8Array(readFileSync(path))).toEqual(png)
    expect(readdirSync(folder)).toEqual(['plots.png'])
  })

  it('refuses what is no PNG, and leaves no file where it can not write', async () => {
    await expect(savePicture(join(folder, 'a.png'), Uint8Array.of(1, 2))).rejects.toThrow(/no PNG/)
    await expect(savePicture(join(folder, 'none', 'a.png'), png)).rejects.toThrow(
      /^a\.png could not be written: .*Choose another folder/,
    )
    expect(readdirSync(folder)).toEqual(['plots.png'])
  })
})
