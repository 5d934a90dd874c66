import { Argument, Command } from 'commander'
import { printableJson } from '#shared/printable'
import { eachLineError } from '../../main/database/lineErrors'
import { fileById } from '../../main/database/files'
import type { Done } from '../done'
import { toStandardOutput, writeLines } from '../output'
import { withDatabase } from '../place'
import { mustBeShown } from '../shown'
import { toFileId } from '../usage'
import { errorRow } from '../rows'
import { badLineText } from '../badLine'

/** Characters in a line of a file or a pipe, which have no width of their own. */
const WIDTH_OF_A_FILE = 120

export const errorsCommand = (done: Done): Command =>
  new Command('errors')
    .description('List the bad lines of a file.')
    .addArgument(new Argument('<file-id>').argParser(toFileId))
    .option('--db <path>', 'the database')
    .option('--json', 'print one JSON object per bad line, the raw bytes in base64')
    .action(async (fileId: number, options: { db?: string; json?: boolean }) => {
      await withDatabase(options.db, async (db) => {
        if (fileById(db, fileId) === null) throw new Error(`there is no file ${fileId}`)
        mustBeShown(db, fileId)
        await writeLines(toStandardOutput, lines(db, fileId, options.json ?? false))
        done(0)
      })
    })

function* lines(
  db: Parameters<typeof eachLineError>[0],
  fileId: number,
  json: boolean,
): Generator<string> {
  const width = process.stdout.columns ?? WIDTH_OF_A_FILE
  for (const error of eachLineError(db, fileId)) {
    yield json ? printableJson(JSON.stringify(errorRow(error))) : badLineText(error, width)
  }
}
