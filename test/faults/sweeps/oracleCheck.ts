import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Figures } from '../lib/figures'
import { askOracle } from '../lib/oracle'
import { packagesOfEveryEnd } from '../lib/packages'
import { makeScene, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { checkDone, RUN_LIMIT_MS, startWatch } from '../lib/station'
import { runCases, type Case, type Setting } from '../lib/sweep'

const LINES = 600

/** One thing that a station could do wrong, done by hand. */
interface Wrong {
  readonly name: string
  readonly do: (scene: Scene) => void
}

const sql =
  (text: string) =>
  ({ database }: Scene): void => {
    const db = new DatabaseSync(database)
    db.exec(text)
    db.close()
  }

/** As if the source of this package, which is in the archive, had been deleted. */
const deleted =
  (name: string) =>
  (scene: Scene): void => {
    rmSync(join(scene.archive, name))
    sql(`UPDATE files SET source_state = 'deleted' WHERE name = '${name}'`)(scene)
  }

/** The first package is deleted after its import, the second archived. */
const wrongs: readonly Wrong[] = [
  {
    name: 'a record is missing',
    do: sql('DELETE FROM records WHERE id IN (SELECT max(id) FROM records)'),
  },
  {
    name: 'a bad line is missing',
    do: sql('DELETE FROM bad_lines WHERE id IN (SELECT min(id) FROM bad_lines)'),
  },
  {
    name: 'a record too many',
    do: sql(
      'INSERT INTO records SELECT id + 100000, timestamp_us, velocity, altitude, latitude, longitude, instruments FROM records LIMIT 1',
    ),
  },
  {
    name: 'a record at another line',
    do: sql('UPDATE records SET id = id + 100000 WHERE id IN (SELECT max(id) FROM records)'),
  },
  {
    name: 'a value by one bit',
    do: sql(
      'UPDATE records SET velocity = velocity * (1 + 2.3e-16) WHERE id IN (SELECT max(id) FROM records)',
    ),
  },
  {
    name: 'a time by a microsecond',
    do: sql(
      'UPDATE records SET timestamp_us = timestamp_us + 1 WHERE id IN (SELECT max(id) FROM records)',
    ),
  },
  {
    name: 'another word',
    do: sql(`UPDATE instrument_words SET words = replace(words, 'ok', 'OK')`),
  },
  {
    name: 'no words at all',
    do: sql(
      `UPDATE instrument_words SET words = 'null' WHERE id = (SELECT min(id) FROM instrument_words)`,
    ),
  },
  {
    name: 'a byte of a bad line',
    do: sql(
      `UPDATE bad_lines SET raw = CAST(raw || 'x' AS BLOB) WHERE id IN (SELECT min(id) FROM bad_lines)`,
    ),
  },
  { name: 'the length of a bad line', do: sql('UPDATE bad_lines SET raw_bytes = raw_bytes + 1') },
  {
    name: 'a count',
    do: sql('UPDATE files SET total_lines = total_lines + 1, imported_lines = imported_lines + 1'),
  },
  {
    name: 'a second row',
    do: sql(
      `INSERT INTO files (path, name, source, status, size_bytes, device, inode, mtime_ns, ctime_ns, inserted_at) SELECT path, name, source, 'queued', size_bytes, device, inode, mtime_ns, ctime_ns, inserted_at FROM files`,
    ),
  },
  { name: 'gone and not complete', do: sql(`UPDATE files SET status = 'processing'`) },
  {
    name: 'deleted and still there',
    do: ({ ingest, originals }) => {
      for (const path of originals) cpSync(path, join(ingest, basename(path)))
    },
  },
  {
    name: 'changed in the folder',
    do: ({ ingest, originals: [path = ''] }) => writeFileSync(join(ingest, basename(path)), 'x'),
  },
  {
    name: 'a value of another layout by one bit',
    do: sql(
      'UPDATE records_2 SET c1 = c1 * (1 + 2.3e-16) WHERE id IN (SELECT max(id) FROM records_2)',
    ),
  },
  {
    name: 'a state of another layout',
    do: sql(
      'UPDATE records_2 SET c0 = 1 - c0 WHERE id IN (SELECT id FROM records_2 WHERE c0 < 2 LIMIT 1)',
    ),
  },
  {
    name: 'a cell that can not be read is not told of',
    do: sql('DELETE FROM bad_cells WHERE line = (SELECT min(line) FROM bad_cells)'),
  },
  { name: 'one cell too few is counted', do: sql('UPDATE bad_cell_counts SET count = count - 1') },
  { name: 'cells that can not be read, and deleted', do: deleted('cells.csv') },
  { name: 'bad lines, and deleted', do: deleted('pass.ndjson') },
  { name: 'more than its records, and deleted', do: deleted('surplus.json') },
  { name: 'cut, and deleted', do: deleted('cut.json') },
  { name: 'not in the archive', do: ({ archive }) => rmSync(archive, { recursive: true }) },
  {
    name: 'cut short in the archive',
    do: ({ archive, originals }) =>
      truncateSync(join(archive, basename(originals[1] ?? '')), 1_000),
  },
  {
    name: 'a private name is left',
    do: ({ ingest }) => writeFileSync(join(ingest, '.downlink-1-0123456789abcdef'), ''),
  },
  {
    name: 'pages that nothing holds',
    do: ({ database }) => {
      const db = new DatabaseSync(database)
      db.enableDefensive(false)
      db.exec(
        `PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'records_by_time'`,
      )
      db.close()
    },
  },
  {
    name: 'a damaged page',
    do: ({ database }) => {
      const db = new DatabaseSync(database)
      const find = db.prepare(
        `SELECT (rootpage - 1) * page_size AS start FROM sqlite_schema, pragma_page_size
         WHERE name = 'records_by_time'`,
      )
      const start = Number(find.get()?.['start'])
      db.close()
      const file = openSync(database, 'r+')
      // Behind the page's own header: where its cells are said to lie.
      writeSync(file, Buffer.alloc(64, 0xff), 0, 64, start + 8)
      closeSync(file)
    },
  },
]

/** The oracle must see each of many wrongs: one that sees nothing would let every sweep pass. */
export async function oracleCheck(setting: Setting, figures: Figures): Promise<void> {
  const { program, folder, seed } = setting
  const scene = makeScene({
    name: 'untouched',
    folder: sceneFolder(folder),
    packages: packagesOfEveryEnd(seed, LINES),
    action: 'delete',
    template: null,
  })
  figures.runs += 1
  await startWatch(program, scene).endsWithin(RUN_LIMIT_MS)
  await checkDone(scene, figures)
  const cases = wrongs.map((wrong): Case => ({
    name: wrong.name,
    run: () => mustSee(setting, figures, scene, wrong),
  }))
  await runCases(setting, figures, cases)
  removeScene(scene)
}

async function mustSee(
  { folder }: Setting,
  figures: Figures,
  right: Scene,
  wrong: Wrong,
): Promise<void> {
  const own = sceneFolder(folder)
  mkdirSync(own)
  const moved = (path: string): string => join(own, basename(path))
  for (const path of [right.data, right.ingest, right.archive]) {
    cpSync(path, moved(path), { recursive: true })
  }
  const scene: Scene = {
    ...right,
    data: moved(right.data),
    database: join(moved(right.data), basename(right.database)),
    ingest: moved(right.ingest),
    archive: moved(right.archive),
  }
  wrong.do(scene)
  figures.checks += 1
  const { violations } = await askOracle(scene, true)
  if (violations.length === 0) figures.violations.push(`${wrong.name}: the oracle does not see it`)
  rmSync(own, { recursive: true })
}
