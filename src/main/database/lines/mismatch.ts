import type { Mismatch } from '#shared/mismatch'
import { textFormat } from '#shared/formats/formats'
import { formatOfFile } from '../inbox/formatOfFile'
import type { ReadDb } from '../handles'
import { emptyChannels } from '../rollups/emptyChannels'
import { unknownKeys } from './unknownKeys'

/** What of a package and of the type that it was read with did not meet; nothing of a removed one. */
export function mismatch(db: ReadDb, fileId: number): Mismatch {
  const { file } = formatOfFile(db, fileId)
  const keys = unknownKeys(db, fileId)
  const named = keys.filter(({ key }) => key !== null)
  return {
    emptyChannels: emptyChannels(db, fileId),
    inNoChannel: {
      what: textFormat(file).namesValues ? 'key' : 'column',
      count: named.length,
      hasMore: keys.length > named.length,
    },
  }
}
