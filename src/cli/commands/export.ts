import { Argument, Command, Option } from 'commander'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { fileById } from '../../main/database/files'
import type { ReadDb } from '../../main/database/handles'
import { eachLineError } from '../../main/database/lineErrors'
import { eachRecord } from '../../main/database/telemetry'
import { csvLine } from '../csv'
import type { Done } from '../done'
import { writeLines } from '../output'
import { openForQuestions } from '../place'
import { errorRow } from '../rows'
import { wholeNumber } from '../usage'

interface ExportOptions {
  readonly db?: string
  readonly what: 'records' | 'errors'
  readonly format: 'ndjson' | 'csv'
  readonly out?: string
}

type Row = Record<string, unknown>

export const exportCommand = (done: Done): Command =>
  new Command('export')
    .description('Write the records or the bad lines of a file, to standard output or a new file.')
    .addArgument(new Argument('<file-id>').argParser(wholeNumber(1)))
    .option('--db <path>', 'the database')
    .addOption(
      new Option('--what <what>', 'what to write')
        .choices(['records', 'errors'])
        .default('records'),
    )
    .addOption(
      new Option('--format <format>', 'how to write it')
        .choices(['ndjson', 'csv'])
        .default('ndjson'),
    )
    .option('--out <path>', 'the file to make; one that exists is never overwritten')
    .action(async (fileId: number, options: ExportOptions) => {
      const db = openForQuestions(options.db)
      try {
        if (fileById(db, fileId) === null) throw new Error(`there is no file ${fileId}`)
        const rows = options.what === 'records' ? eachRecord(db, fileId) : errorRows(db, fileId)
        const lines = options.format === 'csv' ? csv(rows) : ndjson(rows)
        if (options.out === undefined) await writeLines(process.stdout, lines)
        else await writeToNewFile(options.out, lines)
        done(0)
      } finally {
        db.close()
      }
    })

function* errorRows(db: ReadDb, fileId: number): Generator<Row> {
  for (const error of eachLineError(db, fileId)) yield errorRow(error)
}

function* ndjson(rows: Iterable<object>): Generator<string> {
  for (const row of rows) yield JSON.stringify(row)
}

function* csv(rows: Iterable<object>): Generator<string> {
  let first = true
  for (const row of rows) {
    if (first) yield csvLine(Object.keys(row))
    first = false
    yield csvLine(Object.values(row).map(cell))
  }
}

function cell(value: unknown): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  return JSON.stringify(value)
}

async function writeToNewFile(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' })
  await writeLines(file, lines)
  file.end()
  await finished(file)
}
