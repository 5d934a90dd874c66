import { inMegabytes } from '#shared/bytes'
import type { AlertDetail } from '../alerts'
import type { DatabaseService } from './databaseService'

/**
 * For a full disk: gives back what the WAL has grown by, which may be all that is wanted, and says
 * how much room the waiting files need.
 */
export function diskRoomDetail(database: DatabaseService): AlertDetail {
  return ({ code }) => (code === 'disk_full' ? room(database) : null)
}

async function room(database: DatabaseService): Promise<string> {
  // On a disk that is full to the last byte even this fails; the next try of an import tells.
  await database.write('makeRoom').catch(() => undefined)
  const needed = await database.read('roomNeeded')
  return `The files that wait need about ${inMegabytes(needed)} there.`
}
