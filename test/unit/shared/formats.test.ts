import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { TelemetryFile } from '#shared/formats/telemetryFile'

const src = resolve(import.meta.dirname, '../../../src')

it('is nowhere asked which format a file is in, but what its format is', () => {
  const kinds = TelemetryFile.options.map(({ shape }) => shape.kind.value)
  const question = new RegExp(`kind\\s*[!=]==\\s*'(?:${kinds.join('|')})'`)
  const asking = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && question.test(readFileSync(join(src, path), 'utf8')),
  )
  expect(asking).toEqual([])
})
