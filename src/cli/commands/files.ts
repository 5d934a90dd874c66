import { Command } from 'commander'
import { allFiles } from '../../main/database/files'
import type { Done } from '../done'
import { openForQuestions } from '../place'
import { printable } from '../progressBar'

export const filesCommand = (done: Done): Command =>
  new Command('files')
    .description('List every file that the station has begun.')
    .option('--db <path>', 'the database')
    .option('--json', 'print one JSON object per file and line')
    .action((options: { db?: string; json?: boolean }) => {
      const db = openForQuestions(options.db)
      try {
        for (const file of allFiles(db)) {
          const { id, status, totalLines, importedLines, errorLines, name } = file
          const columns = [
            `#${id}`,
            status,
            `${totalLines} = ${importedLines} + ${errorLines} bad`,
            printable(name),
          ]
          const text = options.json ? JSON.stringify(file) : columns.join('\t')
          process.stdout.write(`${text}\n`)
        }
        done(0)
      } finally {
        db.close()
      }
    })
