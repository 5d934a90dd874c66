import { Command, Option } from 'commander'
import { ExportFormat } from '#shared/exports'
import type { FlightScope } from '#shared/flight/scope'
import { fileById } from '../../main/database/files/files'
import { filesOfType, typesWithFiles } from '../../main/database/files/filesOfType'
import type { ReadDb } from '../../main/database/handles'
import { RecordRows } from '../../main/export/recordRows'
import { SameReading } from '../../main/export/sameReading'
import { timestampText } from '../../main/ingest/inbox/rules/conversions'
import { badLineRows } from '../badLineRows'
import type { Done } from '../done'
import { writeToNewFile } from '../newFile'
import { toStandardOutput, writeLines, type Write } from '../output'
import { withDatabase } from '../openDatabase'
import { mustBeShown } from '../shown'
import { toFileId, toMoment } from '../usage'

interface ExportOptions {
  readonly db?: string
  readonly type?: string
  /** Microseconds since 1970 UTC. */
  readonly from?: number
  readonly to?: number
  readonly what: 'records' | 'errors'
  readonly format: ExportFormat
  readonly out?: string
}

export const exportCommand = (done: Done): Command =>
  new Command('export')
    .description(
      'Write the records or the bad lines of a file, or of all files of a satellite type, to standard output or a new file.',
    )
    .argument('[file-id]', 'the file, as `files` numbers it', toFileId)
    .option('--db <path>', 'the database')
    .option('--type <type>', 'all files of a satellite type, instead of one')
    .option('--from <time>', 'records from this moment on, as 2024-03-01T10:00:00Z', toMoment)
    .option('--to <time>', 'records before this moment', toMoment)
    .addOption(
      new Option('--what <what>', 'what to write')
        .choices(['records', 'errors'])
        .default('records'),
    )
    .addOption(
      new Option(
        '--format <format>',
        'how to write it: csv and ndjson for programs, excel for a spreadsheet, package to import again',
      )
        .choices(ExportFormat.options)
        .default('ndjson'),
    )
    .option('--out <path>', 'the file to make; one that exists is never overwritten')
    .action(async (fileId: number | undefined, options: ExportOptions, command: Command) => {
      const scope = scopeOf(fileId, options, command)
      await withDatabase(options.db, async (db) => {
        const fileIds = filesOf(db, scope)
        const reading = new SameReading(db, fileIds)
        const { lines, encoding, untoldStartUs } =
          options.what === 'records'
            ? recordLines(db, scope, options)
            : errorLines(db, fileIds, options.format)
        const write = async (to: Write): Promise<void> => {
          await writeLines(to, lines, encoding)
          reading.check()
        }
        if (options.out === undefined) await write(toStandardOutput)
        else await writeToNewFile(options.out, write)
        if (untoldStartUs !== null) sayStart(untoldStartUs)
        done(0)
      })
    })

/** Ends the program with a word about usage where the options don't go together. */
function scopeOf(
  fileId: number | undefined,
  { type, from, to, what, format }: ExportOptions,
  command: Command,
): FlightScope {
  const refuse = (why: string): never => command.error(`error: ${why}`)
  if ((fileId === undefined) === (type === undefined)) {
    return refuse('name either a file by its number or a satellite type with --type.')
  }
  if (from !== undefined && to !== undefined && from >= to) {
    return refuse('--from must lie before --to.')
  }
  if (what === 'errors' && format === 'package') {
    return refuse(
      'bad lines are no records, so they make no package. Mend them first, or write them with --format ndjson.',
    )
  }
  if (what === 'errors' && (from !== undefined || to !== undefined)) {
    return refuse('bad lines have no time: leave --from and --to out.')
  }
  if (type !== undefined) return { kind: 'satellite', satelliteType: type }
  return { kind: 'file', fileId: fileId ?? 0 }
}

/** The files that are meant. Throws with words when there are none, or when they are in no answer. */
function filesOf(db: ReadDb, scope: FlightScope): number[] {
  if (scope.kind === 'file') {
    if (fileById(db, scope.fileId) === null) throw new Error(`there is no file ${scope.fileId}`)
    mustBeShown(db, scope.fileId)
    return [scope.fileId]
  }
  const fileIds = filesOfType(db, scope.satelliteType)
  if (fileIds.length === 0) {
    const types = typesWithFiles(db)
    const known = types.length === 0 ? 'There are no files yet' : `There are ${types.join(', ')}`
    throw new Error(`there is no file of the satellite type ${scope.satelliteType}. ${known}.`)
  }
  return fileIds
}

interface Lines {
  readonly lines: Iterable<string> | AsyncIterable<string>
  readonly encoding: BufferEncoding
  readonly untoldStartUs: number | null
}

function sayStart(startUs: number): void {
  process.stderr.write(
    `downlink: the times of the package count from a moment that it does not say. ` +
      `Import it with --start ${timestampText(startUs) ?? ''}\n`,
  )
}

function recordLines(
  db: ReadDb,
  scope: FlightScope,
  { from = 0, to = Number.MAX_SAFE_INTEGER, format }: ExportOptions,
): Lines {
  const window = { fromUs: from, toUs: to }
  const rows = new RecordRows(db, { scope, window, channels: null, format })
  return { lines: linesOf(rows), encoding: rows.encoding, untoldStartUs: rows.untoldStartUs }
}

function* linesOf({ header, rows }: RecordRows): Generator<string> {
  if (header !== null) yield header
  for (let next = rows.next(); next.done !== true; next = rows.next()) yield next.value
}

function errorLines(db: ReadDb, fileIds: readonly number[], format: ExportFormat): Lines {
  if (format === 'package') throw new Error('bad lines make no package')
  return { lines: badLineRows(db, fileIds, format), encoding: 'utf8', untoldStartUs: null }
}
