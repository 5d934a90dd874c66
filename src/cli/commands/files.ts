import { Command } from 'commander'
import type { FileRecord } from '#shared/files'
import { besideLines } from '#shared/inbox/cellErrorWords'
import { emptyChannelWords } from '#shared/mismatchWords'
import { restWords } from '#shared/waiting'
import { printable, printableJson } from '#shared/printable'
import { allFiles } from '../../main/database/files/files'
import { emptyChannels } from '../../main/database/rollups/emptyChannels'
import type { Done } from '../done'
import { toStandardOutput, writeLines } from '../output'
import { withDatabase } from '../openDatabase'

export const filesCommand = (done: Done): Command =>
  new Command('files')
    .description('List every file that the station has begun.')
    .option('--db <path>', 'the database')
    .option('--json', 'print one JSON object per file and line')
    .action(async (options: { db?: string; json?: boolean }) => {
      await withDatabase(options.db, async (db) => {
        const lines = allFiles(db).map((file) => {
          const empty = emptyChannels(db, file.id)
          return options.json
            ? printableJson(JSON.stringify({ ...file, emptyChannels: empty }))
            : row(file, empty)
        })
        await writeLines(toStandardOutput, lines)
        done(0)
      })
    })

function row(file: FileRecord, empty: readonly string[]): string {
  const { id, totalLines, importedLines, errorLines, cellErrors, name } = file
  const status = statusWords(file)
  const cells = besideLines(cellErrors)
  const channels = empty.length === 0 ? '' : `, ${emptyChannelWords(empty)}`
  const ledger = `${totalLines} = ${importedLines} + ${errorLines} bad${cells}${channels}`
  return [`#${id}`, status, ledger, printable(name)].join('\t')
}

/** What was removed keeps its status; it says so beside it. */
function statusWords({ status, removal, replacing, waiting }: FileRecord): string {
  if (removal !== null) {
    const { replacedBy } = removal
    return replacedBy === null ? `${status}, removed` : `${status}, replaced by #${replacedBy}`
  }
  if (waiting !== null) return `${status} for the ${restWords(waiting)}`
  return replacing === null ? status : `${status}, to replace #${replacing}`
}
