import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectNode } from '../../../scripts/lib/project.js'
import type { Peer } from '../lib/contender'
import { countRows, expectRows } from '../lib/stored'
import { timed } from '../lib/timed'

const program = fileURLToPath(new URL('naiveImport.mjs', import.meta.url))

/** What one would write in an afternoon. It takes bytes that are no UTF-8 for text. */
export const naive: Peer = {
  name: 'readline + zod + one insert a row',
  setUp: async () => ({
    name: naive.name,
    version: 'test/bench/peers/naiveImport.mjs',
    run: async (data, folder, limitSeconds) => {
      const database = join(folder, 'naive.db')
      const measured = await timed(projectNode, [program, data.path, database], { limitSeconds })
      expectRows(naive.name, countRows(database, 'telemetry'), data.records, data.lines)
      return measured
    },
  }),
}
