import type { WriteDb } from '../handles'

/**
 * Satellite types are data: every revision of a definition that a package was read with, and the
 * shape of each table of records. What was stored before was read with the first revision of the two
 * types that there were, whose records share the first layout. No record moves.
 */
export function up(db: WriteDb): void {
  db.exec(`
    -- Columns of doubles of a table of records, in their order. Rows never change.
    CREATE TABLE layouts (
      id INTEGER PRIMARY KEY,
      columns TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE definitions (
      id INTEGER PRIMARY KEY,
      type TEXT NOT NULL,
      revision INTEGER NOT NULL,
      layout_id INTEGER NOT NULL,
      json TEXT NOT NULL,
      added_by TEXT NOT NULL,
      added_at TEXT NOT NULL,
      UNIQUE (type, revision)
    ) STRICT;

    ALTER TABLE files ADD COLUMN definition_id INTEGER;
  `)
  db.prepare('INSERT INTO layouts (id, columns) VALUES (1, ?)').run(FIRST_COLUMNS)
  const insert = db.prepare(
    `INSERT INTO definitions (type, revision, layout_id, json, added_by, added_at)
     VALUES (?, 1, 1, ?, 'Downlink', ?)`,
  )
  const now = new Date().toISOString()
  for (const [type, json] of DEFINITIONS) insert.run(type, json, now)
  db.exec(`
    UPDATE files SET definition_id =
      (SELECT id FROM definitions WHERE definitions.type = files.satellite_type)
    WHERE satellite_type IS NOT NULL;
  `)
  for (const [type, , instruments] of DEFINITIONS) {
    const words = instruments.map((name) => `instruments ->> '$.${name}' AS ${name}`)
    db.exec(`
      CREATE VIEW telemetry_${type} AS
        SELECT id, file_id, line, timestamp_us, velocity, altitude, latitude, longitude,
          ${words.join(', ')}
        FROM telemetry
        WHERE file_id IN (SELECT files.id FROM files WHERE definition_id =
          (SELECT definitions.id FROM definitions WHERE type = '${type}' AND revision = 1))`)
  }
}

const FIRST_COLUMNS =
  '[{"name":"velocity","kind":"number","values":null},{"name":"altitude","kind":"number","values":null},' +
  '{"name":"latitude","kind":"number","values":null},{"name":"longitude","kind":"number","values":null}]'

/** Type, definition, and the names of its words. */
const DEFINITIONS: readonly [string, string, readonly string[]][] = [
  [
    'jackal_mk1',
    '{"format":"downlink-definition/1","type":"jackal_mk1","title":"Jackal mk1","file":{"kind":"ndjson","header":true},"recognise":{"header":{"satellite_type":"jackal_mk1"}},"time":{"form":"rfc3339","from":"timestamp"},"channels":[{"name":"velocity","from":"velocity","required":true,"kind":"number","unit":"m/s","role":"velocity"},{"name":"altitude","from":"altitude","required":true,"kind":"number","unit":"m","role":"altitude"},{"name":"latitude","from":"latitude","required":true,"kind":"number","unit":"°","role":"latitude","valid":{"min":-90,"max":90}},{"name":"longitude","from":"longitude","required":true,"kind":"number","unit":"°","role":"longitude","valid":{"min":-180,"max":180}},{"name":"instrument1","from":"instrument1","required":true,"kind":"word"},{"name":"instrument2","from":"instrument2","required":true,"kind":"word"}]}',
    ['instrument1', 'instrument2'],
  ],
  [
    'jackal_mk2',
    '{"format":"downlink-definition/1","type":"jackal_mk2","title":"Jackal mk2","file":{"kind":"ndjson","header":true},"recognise":{"header":{"satellite_type":"jackal_mk2"}},"time":{"form":"rfc3339","from":"ts"},"channels":[{"name":"velocity","from":"vel","required":true,"kind":"number","unit":"m/s","role":"velocity"},{"name":"altitude","from":"alt","required":true,"kind":"number","unit":"m","role":"altitude"},{"name":"latitude","from":"lat","required":true,"kind":"number","unit":"°","role":"latitude","valid":{"min":-90,"max":90}},{"name":"longitude","from":"long","required":true,"kind":"number","unit":"°","role":"longitude","valid":{"min":-180,"max":180}},{"name":"instrument1","from":"instrument1","required":true,"kind":"word"},{"name":"instrument3","from":"instrument3","required":true,"kind":"word"},{"name":"instrument4","from":"instrument4","required":true,"kind":"word"}]}',
    ['instrument1', 'instrument3', 'instrument4'],
  ],
]
