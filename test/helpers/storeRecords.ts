import { join } from 'node:path'
import type { RecordColumns } from '../../src/main/record/columns'
import { makeRollup } from '../../src/main/record/rollup'
import { makeStatusRollup } from '../../src/main/record/statusRollup'
import type { RecordWay } from '../../src/main/database/records/chunkWriter'
import type { WriteDb } from '../../src/main/database/handles'
import { openWriter } from '../../src/main/database/connection/open'
import { createWriteMethods, type WriteMethods } from '../../src/main/database/writeMethods'
import { emptyChunk } from './chunks'
import type { Row } from './rollups'
import { startFile } from './startFile'
import { afterTest } from './afterTest'
import { tempFolder } from './station'

/** What the instruments of a line say, as JSON. */
type TextOf = (line: number) => string

const sayOk: TextOf = () => '{"instrument1":"ok"}'

/** A database that files can be stored in without a reader. */
export interface Store {
  readonly db: WriteDb
  readonly path: string
  readonly writer: WriteMethods
  /** Stores a file of these records, in chunks of so many lines, and returns its id. */
  readonly store: (rows: readonly Row[], linesPerChunk?: number, textOf?: TextOf) => number
}

export function newStore(way: RecordWay = 'staged'): Store {
  const path = join(tempFolder(), 'downlink.db')
  const db: WriteDb = openWriter({ path })
  const writer = createWriteMethods(db, way)
  afterTest(() => writer.close())
  let files = 0
  const store = (rows: readonly Row[], linesPerChunk = 20_000, textOf = sayOk): number => {
    files += 1
    const fileId = startFile(writer, { path: `/${files}.json` })
    const end = (rows.at(-1)?.[0] ?? 1) + 1
    let from = 0
    let i = 0
    for (let first = 2; first < end; first += linesPerChunk) {
      const next = Math.min(end, first + linesPerChunk)
      const start = i
      while ((rows[i]?.[0] ?? end) < next) i += 1
      const records = columnsOf(rows.slice(start, i), textOf)
      const chunk = {
        ...emptyChunk({}),
        records,
        rollup: makeRollup(records),
        statuses: makeStatusRollup(records, []),
        // What is no record is blank.
        skippedLines: next - first - records.count,
        nextLine: next,
        nextByte: next * 100,
      }
      writer.write({ fileId, from: { byte: from * 100, line: from }, chunk })
      from = next
    }
    return fileId
  }
  return { db, path, writer, store }
}

function columnsOf(rows: readonly Row[], textOf: TextOf): RecordColumns {
  const texts = rows.map(([line]) => textOf(line))
  const words = [...new Set(texts)]
  const places = new Map(words.map((text, place) => [text, place]))
  const column = (k: number) => Float64Array.from(rows, (row) => row[k] ?? 0)
  return {
    ...emptyChunk({ records: rows.length }).records,
    line: Uint32Array.from(rows, ([line]) => line),
    timestampUs: column(1),
    values: [2, 3, 4, 5].map(column),
    wordsIndex: Uint32Array.from(texts, (text) => places.get(text) ?? 0),
    words,
  }
}
