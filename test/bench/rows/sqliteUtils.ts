import { sqliteUtils } from '../peers/sqliteUtils'
import { outerPackages, peerRow } from './peerRow'

export const sqliteUtilsRow = peerRow({
  id: 'sqlite-utils',
  title: 'sqlite-utils insert --nl',
  peer: sqliteUtils,
  packages: outerPackages,
  goals: { small: { wall: { must: 25, aim: 35 } } },
})
