import { Command } from 'commander'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import { printable } from '#shared/printable'
import { copyDatabase } from '../../main/database/copy'
import { errorCode, inWords } from '../../main/ingest/systemError'
import type { Done } from '../done'
import { withDatabase } from '../place'

export const backupCommand = (done: Done): Command =>
  new Command('backup')
    .description('Copy the database to a new file, while imports go on.')
    .argument('<path>', 'the file to make; one that exists is never overwritten')
    .option('--db <path>', 'the database')
    .action(async (path: string, options: { db?: string }) => {
      await withDatabase(options.db, async (db) => {
        const target = resolve(path)
        if (existsSync(target)) {
          throw new Error(`${target} is there already. Name another file.`)
        }
        try {
          const bytes = copyDatabase(db, target)
          process.stdout.write(`${printable(target)}: ${inMegabytes(bytes)}\n`)
          done(0)
        } catch (error) {
          throw new Error(`${target} can't be made: ${reasonOf(error)}`, { cause: error })
        }
      })
    })

function reasonOf(error: unknown): string {
  return errorCode(error) === 'SQLITE_FULL'
    ? 'the disk is full. Free some space there.'
    : inWords(error)
}
