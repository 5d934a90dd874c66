import { sqliteUtils } from '../peers/sqliteUtils'
import { builtInPackages, peerRow } from './peerRow'

export const sqliteUtilsRow = peerRow({
  id: 'sqlite-utils',
  title: 'sqlite-utils insert --nl',
  peer: sqliteUtils,
  packages: builtInPackages,
  goal: { must: 15, aim: 20 },
})
