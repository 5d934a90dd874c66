import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LineCode } from '../../src/shared/codes'
import { lineCodeWords } from '../../src/shared/words'
import { mk1Header } from '../helpers/packages'
import { until } from '../helpers/station'
import { pressKeys } from './keys'
import { shareStation } from './sharedWindow'

const fixtures = resolve(import.meta.dirname, '../fixtures/packages')

/** What a person worked out from the rules for the package, not what the program says. */
const Expected = z.object({
  skippedLines: z.number(),
  records: z.array(z.unknown()),
  errors: z.array(z.object({ line: z.number(), issues: z.array(z.string()) })),
})

const open = shareStation()

describe('a chaotic package', () => {
  it('shows every bad line with its number, its reason and its field', async () => {
    const { page, row, drop, folder } = await open()
    const path = join(folder, 'chaotic.json')
    copyFileSync(join(fixtures, 'chaotic.json'), path)
    const expected = Expected.parse(
      JSON.parse(readFileSync(join(fixtures, 'chaotic.expected.json'), 'utf8')),
    )
    await drop(path)
    await row('chaotic.json').getByText('Complete').waitFor()
    await row('chaotic.json').dblclick()

    const { records, errors, skippedLines } = expected
    const all = records.length + errors.length + skippedLines
    const ledger = page.getByRole('region', { name: 'Ledger' })
    await ledger.waitFor()
    expect((await ledger.innerText()).replaceAll(/\s+/g, ' ')).toContain(
      `${all} lines = ${records.length} imported + ${errors.length} bad + ${skippedLines} skipped`,
    )

    const codes = errors.map(({ issues }) => LineCode.parse(issues[0]?.split(' ')[1]))
    for (const code of new Set(codes)) {
      const count = codes.filter((each) => each === code).length
      const chip = page.getByRole('list', { name: /Bad lines/ }).getByRole('listitem')
      const words = await chip.filter({ hasText: lineCodeWords[code].title }).innerText()
      expect(words.replaceAll(/\s+/g, ' ')).toBe(`${lineCodeWords[code].title} ${count}`)
    }

    // The list holds only the rows in sight: walk through it and take down what each says.
    const seen = new Map<number, string>()
    const rows = page.getByRole('grid', { name: 'Bad lines' }).getByRole('row')
    await rows.nth(1).click()
    await until('every bad line was in sight', async () => {
      for (const text of await rows.allInnerTexts()) {
        const line = Number(/^\s*([\d,]+)\s/.exec(text)?.[1]?.replaceAll(',', ''))
        if (line > 0) seen.set(line, text)
      }
      await pressKeys(page, 'PageDown')
      return seen.size >= errors.length
    })
    expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual(errors.map(({ line }) => line))
    for (const { line, issues } of errors) {
      const field = issues[0]?.split(' ')[0] || 'whole line'
      expect(seen.get(line)).toContain(field)
    }
  })
})

describe('the kinds of bad lines', () => {
  it('leave the others out of the list, by click or by key', async () => {
    const { page, row, drop, folder } = await open()
    const path = join(folder, 'mixed.json')
    writeFileSync(path, `${mk1Header}\n[1]\nbroken\n[2]\n{}\n[3]\n`)
    await drop(path)
    await row('mixed.json').getByText('Complete').waitFor()
    await row('mixed.json').getByRole('button').first().press('Enter')

    const rows = page.getByRole('grid', { name: 'Bad lines' }).getByRole('row')
    const shows = (count: number) =>
      until(`${count} rows`, async () => (await rows.count()) === count)
    await shows(1 + 5)
    const kind = page.getByRole('button', { name: lineCodeWords.not_an_object.title })
    await kind.click()
    await shows(1 + 3)
    await expect.poll(() => kind.getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => rows.filter({ hasText: '[2]' }).count()).toBe(1)
    await pressKeys(page, '0')
    await shows(1 + 5)
    await pressKeys(page, '1')
    await shows(1 + 3)
    await page.getByRole('button', { name: 'Show all' }).click()
    await shows(1 + 5)
  })
})

describe('a file with very many bad lines', () => {
  it('can be scrolled to its last one', async () => {
    const { page, row, drop, folder } = await open()
    const path = join(folder, 'bad.json')
    const count = 200_000
    const lines = Array.from({ length: count }, (_, i) => `{"n":${i + 2}}`)
    writeFileSync(path, `${mk1Header}\n${lines.join('\n')}\n`)
    await drop(path)
    await row('bad.json').getByText('Complete').waitFor()
    await row('bad.json').getByRole('button').first().press('Enter')
    const rows = page.getByRole('grid', { name: 'Bad lines' }).getByRole('row')
    await rows.nth(1).click()
    await pressKeys(page, 'End')
    await page
      .getByText(`{"n":${count + 1}}`)
      .first()
      .waitFor()
    await expect.poll(() => rows.count()).toBeLessThan(200)
    await pressKeys(page, 'Home')
    await page.getByText('{"n":2}').first().waitFor()
  })
})
