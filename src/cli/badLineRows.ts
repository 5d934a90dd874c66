import type { TableFormat } from '#shared/exports'
import { keptSettings } from '#shared/keptSettings'
import type { ReadDb } from '../main/database/handles'
import { eachRawLine } from '../main/database/inbox/rawLines'
import { storedSettings } from '../main/database/settings'
import { archiveFolders } from '../main/ingest/folders/watchedFolderOf'
import { BadLineRows } from '../main/export/badLineRows'

/** The bad lines of files, file by file in line order, as an export from the window has them. */
export async function* badLineRows(
  db: ReadDb,
  fileIds: readonly number[],
  format: TableFormat,
): AsyncGenerator<string> {
  const archives = archiveFolders(await keptSettings(storedSettings(db), null))
  const rows = new BadLineRows(db, format, archives)
  try {
    if (rows.header !== null) yield rows.header
    for (const fileId of fileIds) {
      for (const line of eachRawLine(db, fileId)) {
        yield Array.from(await rows.piecesOf(line)).join('')
      }
    }
  } finally {
    rows.close()
  }
}
