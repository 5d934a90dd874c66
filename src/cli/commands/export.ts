import { Argument, Command, Option } from 'commander'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { printableJson } from '#shared/printable'
import type { FileRecord } from '#shared/files'
import { fileById } from '../../main/database/files'
import type { ReadDb } from '../../main/database/handles'
import { eachLineError } from '../../main/database/lineErrors'
import { eachRecord } from '../../main/database/telemetry'
import { errorCode, inWords } from '../../main/ingest/systemError'
import { csvLine } from '../../main/csv'
import type { Done } from '../done'
import { toStandardOutput, writeLines } from '../output'
import { withDatabase } from '../place'
import { errorRow } from '../rows'
import { mustBeShown } from '../shown'
import { toFileId } from '../usage'

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
    .addArgument(new Argument('<file-id>').argParser(toFileId))
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
      await withDatabase(options.db, async (db) => {
        const before = fileById(db, fileId)
        if (before === null) throw new Error(`there is no file ${fileId}`)
        mustBeShown(db, fileId)
        const rows = options.what === 'records' ? eachRecord(db, fileId) : errorRows(db, fileId)
        const lines = options.format === 'csv' ? csv(rows) : ndjson(rows)
        const whole = wholeOnly(lines, before, () => fileById(db, fileId))
        if (options.out === undefined) await writeLines(toStandardOutput, whole)
        else await writeToNewFile(options.out, whole)
        done(0)
      })
    })

/** Fails at the end when the file was begun anew meanwhile: then the lines are of two readings. */
function* wholeOnly(
  lines: Iterable<string>,
  before: FileRecord,
  now: () => FileRecord | null,
): Generator<string> {
  yield* lines
  const after = now()
  const goesOn =
    after !== null &&
    (before.startedAt === null || after.startedAt === before.startedAt) &&
    after.checkpointLine >= before.checkpointLine
  if (!goesOn) throw new Error(`${before.name} was read anew meanwhile: export it again`)
}

function* errorRows(db: ReadDb, fileId: number): Generator<Row> {
  for (const error of eachLineError(db, fileId)) yield errorRow(error)
}

function* ndjson(rows: Iterable<object>): Generator<string> {
  for (const row of rows) yield printableJson(JSON.stringify(row))
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
  return printableJson(JSON.stringify(value))
}

async function writeToNewFile(path: string, lines: Iterable<string>): Promise<void> {
  const file = await openNew(path)
  try {
    await writeLines((text) => file.appendFile(text), lines)
  } catch (error) {
    // Half an export would pass for a whole one.
    await rm(path, { force: true })
    throw new Error(`${path} can't be written: ${inWords(error)}`, { cause: error })
  } finally {
    await file.close()
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    const why =
      errorCode(error) === 'EEXIST' ? 'it is there already. Name another file.' : inWords(error)
    throw new Error(`${path} can't be made: ${why}`, { cause: error })
  }
}
