import { sqlite3Shell, uncheckedSqlite3Shell } from '../peers/sqlite3Shell'
import { outerPackages, peerRow } from './peerRow'

export const sqlite3ShellRow = peerRow({
  id: 'sqlite3',
  title: 'sqlite3 shell, .import and ->>',
  peer: sqlite3Shell,
  packages: outerPackages,
  goals: { small: { wall: { must: 7, aim: 9 } } },
})

/** Told, not judged: it does less than is wanted. */
export const uncheckedSqlite3ShellRow = peerRow({
  id: 'sqlite3-unchecked',
  title: 'the same without any check',
  peer: uncheckedSqlite3Shell,
  packages: outerPackages,
  goals: { small: { wall: null } },
})
