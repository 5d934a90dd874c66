import { sqliteUtils } from '../peers/sqliteUtils'
import { peerRow } from './peerRow'

export const sqliteUtilsRow = peerRow({
  id: 'sqlite-utils',
  title: 'sqlite-utils insert --nl',
  peer: sqliteUtils,
  goal: { must: 15, aim: 20 },
})
