import { Command } from 'commander'
import { resolve } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import { printable } from '#shared/printable'
import type { CopierMethods } from '../../main/database/copy/copier'
import { unfinishedCopy } from '../../main/database/copy/copy'
import { copyTroubleWords } from '../../main/database/copy/copyTrouble'
import { mustBeFree } from '../../main/newFile'
import { WorkerThread } from '../../main/workers/workerThread'
import type { Done } from '../done'
import { dropOnSignal } from '../dropOnSignal'
import { withDatabase } from '../openDatabase'

export const backupCommand = (done: Done): Command =>
  new Command('backup')
    .description('Copy the database to a new file, while imports go on.')
    .argument('<path>', 'the file to make; one that exists is never overwritten')
    .option('--db <path>', 'the database')
    .action(async (path: string, options: { db?: string }) => {
      await withDatabase(options.db, async (db) => {
        const target = resolve(path)
        mustBeFree(target)
        const stop = dropOnSignal(unfinishedCopy(target))
        try {
          const bytes = await copyBeside(db.name, target)
          process.stdout.write(`${printable(target)}: ${inMegabytes(bytes)}\n`)
          done(0)
        } catch (error) {
          throw new Error(`${target} can't be made: ${copyTroubleWords(error)}`, { cause: error })
        } finally {
          stop()
        }
      })
    })

/** In a thread of its own: SQLite does it in one step, in which no signal would be heard. */
async function copyBeside(databasePath: string, target: string): Promise<number> {
  const thread = new WorkerThread<CopierMethods>({
    name: 'database-copier',
    entry: 'copy',
    youngGenerationMb: 4,
    data: { path: databasePath },
    onCrash: () => undefined,
  })
  try {
    return await thread.call('copy', { path: target })
  } finally {
    await thread.stop()
  }
}
