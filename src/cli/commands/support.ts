import { Command } from 'commander'
import { resolve } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import { printable } from '#shared/printable'
import { version } from '../../../package.json'
import { databaseFacts } from '../../main/database/facts'
import { mustBeFree, takeName } from '../../main/newFile'
import { writeArchive } from '../../main/support/archive'
import { collectSupport } from '../../main/support/collect'
import { crashDumps } from '../../main/support/crashDumps'
import { inWords } from '../../main/systemError'
import type { Done } from '../done'
import { withDatabase } from '../openDatabase'
import { place } from '../place'

interface SupportOptions {
  readonly out: string
  readonly crashDumps?: boolean
  readonly db?: string
}

export const supportCommand = (done: Done): Command =>
  new Command('support')
    .description('Put versions, settings, figures and logs into an archive for support.')
    .requiredOption(
      '--out <path>',
      'the archive to make, a .zip; one that exists is never overwritten',
    )
    .option('--crash-dumps', 'with crash dumps, which are memory and may hold telemetry')
    .option('--db <path>', 'the database')
    .action(async (options: SupportOptions) => {
      const path = resolve(options.out)
      mustBeFree(path)
      const { dataFolder } = place(options.db)
      const files = await collectSupport({
        dataFolder,
        versions: { downlink: version, ...process.versions },
        database: () => withDatabase(options.db, async (db) => databaseFacts(db)),
      })
      const dumps = options.crashDumps === true ? await crashDumps(dataFolder) : []
      try {
        const bytes = await writeArchive(path, takeName, { files, dumps })
        const names = [...files, ...dumps].map(({ name }) => name).join(', ')
        process.stdout.write(
          `${printable(path)}: ${inMegabytes(bytes)}. In it: ${printable(names)}\n`,
        )
        done(0)
      } catch (error) {
        throw new Error(`${path} can't be written: ${inWords(error)}`, { cause: error })
      }
    })
