import { naive } from '../peers/naive'
import { outerPackages, peerRow } from './peerRow'

export const naiveRow = peerRow({
  id: 'naive',
  title: 'naive readline + zod + one insert a row, better-sqlite3',
  peer: naive,
  packages: outerPackages,
  goals: { small: { wall: { must: 6, aim: 8 } } },
})
