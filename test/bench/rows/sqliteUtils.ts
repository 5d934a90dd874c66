import { sqliteUtils } from '../peers/sqliteUtils'
import { peerRow } from './peerRow'

export const sqliteUtilsRow = peerRow({
  id: 'sqlite-utils',
  title: 'sqlite-utils insert --nl',
  peer: sqliteUtils,
  must: 15,
  aim: 20,
})
