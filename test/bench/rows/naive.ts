import { naive } from '../peers/naive'
import { builtInPackages, peerRow } from './peerRow'

export const naiveRow = peerRow({
  id: 'naive',
  title: 'naive readline + zod + one insert a row, better-sqlite3',
  peer: naive,
  packages: builtInPackages,
  goal: { must: 4, aim: 6 },
})
