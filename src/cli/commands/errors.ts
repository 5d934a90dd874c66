import { Argument, Command } from 'commander'
import { CANT_BE_READ, cellReason, firstCellWords, unreadWords } from '#shared/inbox/cellErrorWords'
import { countText } from '#shared/numbers'
import { printable, printableJson } from '#shared/printable'
import { fileById } from '../../main/database/files/files'
import type { ReadDb } from '../../main/database/handles'
import { formatOfFile } from '../../main/database/inbox/formatOfFile'
import { faultsOf } from '../../main/database/inbox/faultBook'
import { eachRawLine } from '../../main/database/inbox/rawLines'
import { cellErrorCounts, cellErrorsOf } from '../../main/database/lines/cellErrors'
import { badLineText } from '../badLine'
import { badLineRows } from '../badLineRows'
import type { Done } from '../done'
import { toStandardOutput, writeLines } from '../output'
import { withDatabase } from '../openDatabase'
import { mustBeShown } from '../shown'
import { toFileId } from '../usage'

/** Characters in a line of a file or a pipe, which have no width of their own. */
const WIDTH_OF_A_FILE = 120

export const errorsCommand = (done: Done): Command =>
  new Command('errors')
    .description(
      "Show the bad lines of a file, each with its reason and the faulty part marked, and the cells of good lines that can't be read.",
    )
    .addArgument(new Argument('<file-id>').argParser(toFileId))
    .option('--db <path>', 'the database')
    .option(
      '--json',
      'print one JSON object per bad line, the raw bytes in base64, and one per cell',
    )
    .action(async (fileId: number, options: { db?: string; json?: boolean }) => {
      await withDatabase(options.db, async (db) => {
        if (fileById(db, fileId) === null) throw new Error(`there is no file ${fileId}`)
        mustBeShown(db, fileId)
        const json = options.json === true
        const lines = json ? badLineRows(db, [fileId], 'ndjson') : texts(db, fileId)
        await writeLines(toStandardOutput, lines)
        await writeLines(toStandardOutput, json ? cellObjects(db, fileId) : cellGroups(db, fileId))
        done(0)
      })
    })

function* texts(db: ReadDb, fileId: number): Generator<string> {
  const faults = faultsOf(db)
  const format = formatOfFile(db, fileId)
  const width = process.stdout.columns ?? WIDTH_OF_A_FILE
  for (const line of eachRawLine(db, fileId)) {
    yield badLineText({ ...line, format, issues: faults.get(line.fault).issues }, width)
  }
}

/** The cells of good lines that can't be read, by what they are of and why. */
function cellGroups(db: ReadDb, fileId: number): string[] {
  return cellErrorCounts(db, fileId).map((cells) => {
    const { channel, count, firstLine } = cells
    const first = `in line ${countText(firstLine)}${firstCellWords(cells)}`
    return printable(`${unreadWords(channel, count)}, ${count === 1 ? '' : 'the first '}${first}`)
  })
}

/** The same, one by one, as far as they are kept: the columns of `cell_errors`, and what they are. */
function cellObjects(db: ReadDb, fileId: number): string[] {
  return cellErrorsOf(db, fileId).map(({ line, channel, code, raw }) => {
    const message = `${channel} ${CANT_BE_READ}: ${cellReason(code, raw)}`
    const cell = { kind: 'cell', file_id: fileId, line, channel, code, message, text: raw }
    return printableJson(JSON.stringify(cell))
  })
}
