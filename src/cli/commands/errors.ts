import { Argument, Command } from 'commander'
import { fileById } from '../../main/database/files/files'
import type { ReadDb } from '../../main/database/handles'
import { formatOfFile } from '../../main/database/inbox/formatOfFile'
import { FaultBook } from '../../main/database/inbox/faultBook'
import { eachRawLine } from '../../main/database/inbox/rawLines'
import { badLineText } from '../badLine'
import { badLineRows } from '../badLineRows'
import type { Done } from '../done'
import { toStandardOutput, writeLines } from '../output'
import { withDatabase } from '../place'
import { mustBeShown } from '../shown'
import { toFileId } from '../usage'

/** Characters in a line of a file or a pipe, which have no width of their own. */
const WIDTH_OF_A_FILE = 120

export const errorsCommand = (done: Done): Command =>
  new Command('errors')
    .description('Show the bad lines of a file, each with its reason and the faulty part marked.')
    .addArgument(new Argument('<file-id>').argParser(toFileId))
    .option('--db <path>', 'the database')
    .option('--json', 'print one JSON object per bad line, the raw bytes in base64')
    .action(async (fileId: number, options: { db?: string; json?: boolean }) => {
      await withDatabase(options.db, async (db) => {
        if (fileById(db, fileId) === null) throw new Error(`there is no file ${fileId}`)
        mustBeShown(db, fileId)
        const lines =
          options.json === true ? badLineRows(db, [fileId], 'ndjson') : texts(db, fileId)
        await writeLines(toStandardOutput, lines)
        done(0)
      })
    })

function* texts(db: ReadDb, fileId: number): Generator<string> {
  const faults = new FaultBook(db)
  const format = formatOfFile(db, fileId)
  const width = process.stdout.columns ?? WIDTH_OF_A_FILE
  for (const line of eachRawLine(db, fileId)) {
    yield badLineText({ ...line, format, issues: faults.get(line.fault).issues }, width)
  }
}
