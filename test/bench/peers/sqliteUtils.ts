import { join } from 'node:path'
import { runQuietly } from '../../../scripts/lib/run.js'
import type { Peer } from '../lib/contender'
import { countRows, expectRows } from '../lib/stored'
import { timed } from '../lib/timed'
import { installFromDebian } from './debian'

/** Debian's sqlite-utils: no checks, no index; the header becomes a row. */
export const sqliteUtils: Peer = {
  name: 'sqlite-utils',
  sizes: ['small'],
  setUp: async () => {
    await installFromDebian('sqlite-utils')
    const version = await runQuietly('sqlite-utils', ['--version'])
    return {
      name: sqliteUtils.name,
      version: version.trim().replace(', version', ''),
      run: async (data, folder, limitSeconds) => {
        const database = join(folder, 'utils.db')
        const measured = await timed(
          'sqlite-utils',
          ['insert', database, 'telemetry', data.path, '--nl'],
          { limitSeconds },
        )
        expectRows(sqliteUtils.name, countRows(database, 'telemetry'), data.lines + 1)
        return measured
      },
    }
  },
}
