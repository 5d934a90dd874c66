import * as fc from 'fast-check'
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES } from '../../../src/main/record/chunk'
import { PackageReader } from '../../../src/main/ingest/reader/packageReader'
import type { RecordWay } from '../../../src/main/database/records/chunkWriter'
import { openWriter } from '../../../src/main/database/connection/open'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { satellites } from '../../helpers/satellites/index'
import { writePackage } from '../../fixtures/generator/writePackage'
import { anyBytes, packageBytes } from '../../helpers/arbitraryPackages'
import { contentOf } from '../../helpers/content'
import { fuzzed } from '../../helpers/fuzz'
import { realPackages } from '../../helpers/packages'
import { startFile } from '../../helpers/startFile'
import { openDatabase, runStation, tempFolder } from '../../helpers/station'

interface Ways {
  readonly scans: boolean
  readonly way: RecordWay
  readonly linesPerChunk: number
}

const ways: readonly Ways[] = [
  { scans: true, way: 'staged', linesPerChunk: 20_000 },
  { scans: true, way: 'bound', linesPerChunk: 7 },
  { scans: false, way: 'staged', linesPerChunk: 61 },
  { scans: false, way: 'bound', linesPerChunk: 20_000 },
]

/** What the database holds when a package was read and written in these ways, without threads. */
function contentBy(path: string, { scans, way, linesPerChunk }: Ways) {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  const writer = createWriteMethods(db, way)
  const reader = PackageReader.open(path, null, { blockBytes: BLOCK_BYTES, scans })
  try {
    const { identity, satelliteType } = reader
    const fileId = startFile(writer, { path, identity, satelliteType })
    let from = { byte: 0, line: 0 }
    for (let atEnd = false; !atEnd;) {
      const chunk = reader.next(linesPerChunk)
      atEnd = chunk.atEnd
      const to = { byte: chunk.nextByte, line: chunk.nextLine }
      expect(writer.write({ fileId, from, chunk })).toEqual({ stored: true })
      from = to
    }
    writer.complete({ fileId, ...reader.finish() })
    return contentOf(db)
  } finally {
    reader.close()
    writer.close()
  }
}

/** What it holds when the whole station has imported it. */
async function contentByStation(path: string) {
  const folder = tempFolder()
  const station = await runStation(folder)
  await station.addPaths([path], 'drop')
  await station.idle()
  return contentOf(openDatabase(folder))
}

const project = resolve(import.meta.dirname, '../../..')
const filesIn = (folder: string): string[] =>
  readdirSync(join(project, folder))
    .filter((name) => name.endsWith('.json') && !name.endsWith('.expected.json'))
    .map((name) => join(project, folder, name))

describe('every way through the station gives the same database', () => {
  it.each(
    [
      ...filesIn('test/fixtures/packages'),
      ...filesIn('resources/samples'),
      ...(realPackages.missing ? [] : [realPackages.mk1, realPackages.mk2]),
    ].map((path) => ({ path, name: basename(path) })),
  )('for $name', async ({ path }) => {
    const wanted = await contentByStation(path)
    expect(wanted.integrity).toBe('ok')
    for (const each of ways) expect(contentBy(path, each)).toEqual(wanted)
  })

  it.each(['jackal_mk1', 'jackal_mk2'] as const)('for all faults of %s', async (type) => {
    const path = join(tempFolder(), 'faulty.json')
    writePackage(path, {
      type,
      size: { lines: 3_000 },
      badShare: 0.3,
      blankShare: 0.05,
      digits: 'full',
      order: 'shuffled',
      seed: 3,
    })
    const wanted = await contentByStation(path)
    for (const each of ways) expect(contentBy(path, each)).toEqual(wanted)
  })

  it.each([...satellites.values()].map((definition) => [definition.type, definition] as const))(
    'for any package of %s',
    (_type, definition) => {
      const packages = fc.oneof(
        { weight: 4, arbitrary: packageBytes(definition) },
        { weight: 1, arbitrary: anyBytes(definition) },
      )
      fc.assert(
        fc.property(packages, (bytes) => {
          const path = join(tempFolder(), 'any.json')
          writeFileSync(path, bytes)
          const [first, ...others] = ways.map((each) => contentBy(path, each))
          expect(first?.integrity).toBe('ok')
          for (const other of others) expect(other).toEqual(first)
        }),
        { numRuns: fuzzed(15) },
      )
    },
    3_600_000,
  )
})
