import { join } from 'node:path'
import { runQuietly } from '../../../scripts/lib/run.js'
import { hasHeaderRecord } from '../lib/columns'
import type { Peer } from '../lib/contender'
import { countRows, expectRows } from '../lib/stored'
import { timed } from '../lib/timed'
import { installFromDebian } from './debian'

/** Debian's sqlite-utils: no checks, no index; a header becomes a row, cells of a table stay text. */
export const sqliteUtils: Peer = {
  name: 'sqlite-utils',
  setUp: async () => {
    await installFromDebian('sqlite-utils')
    const version = await runQuietly('sqlite-utils', ['--version'])
    return {
      name: sqliteUtils.name,
      version: version.trim().replace(', version', ''),
      run: async ({ path, definition, lines }, folder, limitSeconds) => {
        const database = join(folder, 'utils.db')
        const format = definition.file.kind === 'delimited' ? '--csv' : '--nl'
        const measured = await timed(
          'sqlite-utils',
          ['insert', database, 'telemetry', path, format],
          { limitSeconds },
        )
        const rows = lines + (hasHeaderRecord(definition) ? 1 : 0)
        expectRows(sqliteUtils.name, countRows(database, 'telemetry'), rows)
        return measured
      },
    }
  },
}
