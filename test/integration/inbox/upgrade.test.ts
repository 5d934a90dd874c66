import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inboxCounts, inboxGroups } from '../../../src/main/database/inbox/groups'
import { inboxLines } from '../../../src/main/database/inbox/lines'
import { openWriter } from '../../../src/main/database/connection/open'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { expectBalance, inboxFilter } from '../../helpers/inbox'
import { makeVersion10, upgradeTo20 } from '../../helpers/oldDatabase'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

const RECORDS = 1_000
/** Bad lines behind the records of the first file. */
const BAD = 50_000
/** The second file was being read: so many bad lines, and more behind the checkpoint. */
const STORED = 30
const LEFT_OVER = 12

/** Gives a database of version 10 bad lines of two kinds, and a file that was not read to its end. */
function addBadLines(path: string): void {
  const db = new Database(path)
  db.exec(`
    INSERT INTO faults (id, issues) VALUES
      (1, '[{"path":"velocity","code":"missing_field","message":"velocity is missing"}]'),
      (2, '[{"path":"","code":"invalid_json","message":"it is not valid JSON"}]');
    UPDATE files SET total_lines = total_lines + ${BAD}, error_lines = ${BAD},
      checkpoint_line = checkpoint_line + ${BAD};
    INSERT INTO files (id, path, name, source, status, satellite_type, size_bytes, device, inode,
      mtime_ns, ctime_ns, total_lines, error_lines, checkpoint_byte, checkpoint_line, inserted_at)
    VALUES (2, '/new.json', 'new.json', 'drop', 'failed', 'jackal_mk1', 2000, '1', '3', '3', '4',
      ${STORED}, ${STORED}, 1000, ${STORED + 2}, '2026-01-02T00:00:00.000Z');
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${BAD})
    INSERT INTO bad_lines (id, fault, byte_offset, raw, raw_bytes)
      SELECT 1 << 32 | (${RECORDS + 2} + i), 1 + (i % 10 = 0), i * 10, CAST('{"a":' || i AS BLOB), 9 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${STORED + LEFT_OVER})
    INSERT INTO bad_lines (id, fault, byte_offset, raw, raw_bytes)
      SELECT 2 << 32 | (2 + i), 2, i * 10, CAST('x' AS BLOB), 1 FROM n;
  `)
  db.close()
}

it.each([10, 20])('lists the bad lines of a database of version %i', (version) => {
  const path = join(tempFolder(), 'downlink.db')
  makeVersion10(path, RECORDS)
  addBadLines(path)
  if (version === 20) upgradeTo20(path)
  const db = openWriter({ path })
  const writer = createWriteMethods(db)
  afterTest(() => writer.close())
  const left = BAD + STORED + LEFT_OVER
  expect(inboxCounts(db).lines).toEqual({ open: left, fixed: 0, dismissed: 0 })
  const groups = inboxGroups(db, {
    filter: inboxFilter(),
    order: 'lines',
    offset: 0,
    limit: 9,
  })
  expect(groups.rows).toMatchObject([
    { code: 'missing_field', lines: { open: BAD * 0.9 }, files: 1 },
    { code: 'invalid_json', lines: { open: BAD * 0.1 + STORED + LEFT_OVER }, files: 2 },
  ])
  const filter = inboxFilter({ fileIds: [1], fields: [''] })
  const page = inboxLines(db, { filter, offset: 4_000, limit: 1 })
  expect(page).toMatchObject({ total: BAD * 0.1, rows: [{ line: RECORDS + 2 + 40_000 }] })

  // What an earlier attempt has left goes, and takes nothing else with it.
  while (writer.resumePoint({ fileId: 2 }).more);
  expect(inboxCounts(db).lines.open).toBe(BAD + STORED)
  expectBalance(db)
})
