import type { WriteDb } from '../handles'

/**
 * The error inbox. `fault_counts` and `fault_blocks` say how many bad lines of each fault a file has
 * and which they are; a chunk brings its share, and the triggers keep both right whoever changes or
 * removes a line. An index on `bad_lines (fault)` would do the same and cost ten times as much at
 * each line.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE fault_counts (
      file_id INTEGER NOT NULL,
      fault INTEGER NOT NULL,
      open INTEGER NOT NULL DEFAULT 0,
      fixed INTEGER NOT NULL DEFAULT 0,
      dismissed INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (file_id, fault)
    ) STRICT, WITHOUT ROWID;

    -- The bad lines of one fault in one chunk of a file. Rows go from a chunk's border on, so a
    -- block is whole for as long as its first line is there.
    CREATE TABLE fault_blocks (
      fault INTEGER NOT NULL,
      -- Id of the first of the lines.
      first_id INTEGER NOT NULL,
      -- Line numbers in the file, ascending, four bytes each, the lowest first.
      lines BLOB NOT NULL,
      PRIMARY KEY (fault, first_id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX bad_lines_settled ON bad_lines (fault, id, status) WHERE status <> 'open';

    -- Something done to bad lines that one undo takes back.
    CREATE TABLE mends (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      undone_by TEXT,
      undone_at TEXT,
      note TEXT NOT NULL,
      rule TEXT,
      fault INTEGER,
      satellite_type TEXT
    ) STRICT;
    CREATE INDEX mends_by_fault ON mends (fault, satellite_type) WHERE kind = 'rule';

    -- How many lines of which fault and file a mend was made for; stays when the lines go.
    CREATE TABLE mended_parts (
      mend INTEGER NOT NULL,
      file_id INTEGER NOT NULL,
      fault INTEGER NOT NULL,
      lines INTEGER NOT NULL,
      PRIMARY KEY (mend, file_id, fault)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE mended_lines (
      mend INTEGER NOT NULL,
      id INTEGER NOT NULL,
      -- The corrected line of an edit; a rule's is what the rule makes of the line.
      text TEXT,
      PRIMARY KEY (mend, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mended_lines_by_id ON mended_lines (id);

    -- The faults that had open lines when the operator last looked.
    CREATE TABLE seen_faults (fault INTEGER PRIMARY KEY) STRICT;

    CREATE TRIGGER bad_line_settled AFTER UPDATE OF status ON bad_lines BEGIN
      UPDATE fault_counts SET
        open = open - (OLD.status = 'open') + (NEW.status = 'open'),
        fixed = fixed - (OLD.status = 'fixed') + (NEW.status = 'fixed'),
        dismissed = dismissed - (OLD.status = 'dismissed') + (NEW.status = 'dismissed')
      WHERE file_id = OLD.id >> 32 AND fault = OLD.fault;
    END;

    CREATE TRIGGER bad_line_removed AFTER DELETE ON bad_lines BEGIN
      UPDATE fault_counts SET
        open = open - (OLD.status = 'open'),
        fixed = fixed - (OLD.status = 'fixed'),
        dismissed = dismissed - (OLD.status = 'dismissed')
      WHERE file_id = OLD.id >> 32 AND fault = OLD.fault;
      DELETE FROM fault_counts
      WHERE file_id = OLD.id >> 32 AND fault = OLD.fault AND open + fixed + dismissed = 0;
      DELETE FROM fault_blocks WHERE fault = OLD.fault AND first_id = OLD.id;
      DELETE FROM mended_lines WHERE id = OLD.id;
    END;
  `)
  listStored(db)
}

/** Lines that one block of an upgraded database spans at most: about as many as a chunk. */
const LINES_PER_BLOCK = 20_000

interface StoredLine {
  readonly line: number
  readonly fault: number
  readonly status: 'open' | 'fixed' | 'dismissed'
}

const idOf = (fileId: number, line: number): bigint => (BigInt(fileId) << 32n) + BigInt(line)

/** Brings in what was stored before there was an inbox. */
function listStored(db: WriteDb): void {
  const files = db
    .prepare<[], { id: number; checkpointLine: number }>(
      'SELECT id, checkpoint_line AS checkpointLine FROM files ORDER BY id',
    )
    .all()
  for (const { id, checkpointLine } of files) {
    // What lies at the checkpoint and beyond may be removed without what lies before it.
    listRange(db, id, 0, checkpointLine)
    listRange(db, id, checkpointLine, 2 ** 32)
  }
}

function listRange(db: WriteDb, fileId: number, first: number, end: number): void {
  const rows = db.prepare<[bigint, bigint], StoredLine>(
    `SELECT id & 4294967295 AS line, fault, status FROM bad_lines
     WHERE id >= ? AND id < ? ORDER BY id LIMIT ${LINES_PER_BLOCK}`,
  )
  for (let from = first; ;) {
    const found = rows.all(idOf(fileId, from), idOf(fileId, end))
    const last = found.at(-1)
    if (last === undefined) return
    listBlock(db, fileId, found)
    from = last.line + 1
  }
}

function listBlock(db: WriteDb, fileId: number, lines: readonly StoredLine[]): void {
  const count = db.prepare(
    `INSERT INTO fault_counts (file_id, fault, open, fixed, dismissed) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET open = open + excluded.open, fixed = fixed + excluded.fixed,
       dismissed = dismissed + excluded.dismissed`,
  )
  const list = db.prepare('INSERT INTO fault_blocks (fault, first_id, lines) VALUES (?, ?, ?)')
  for (const [fault, ofFault] of Map.groupBy(lines, (line) => line.fault)) {
    const having = (status: StoredLine['status']): number =>
      ofFault.filter((line) => line.status === status).length
    count.run(fileId, fault, having('open'), having('fixed'), having('dismissed'))
    const numbers = Uint32Array.from(ofFault, ({ line }) => line)
    list.run(fault, idOf(fileId, numbers[0] ?? 0), new Uint8Array(numbers.buffer))
  }
}
