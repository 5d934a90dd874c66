import { sqlite3Shell } from '../peers/sqlite3Shell'
import { peerRow } from './peerRow'

export const sqlite3ShellRow = peerRow({
  id: 'sqlite3',
  title: 'sqlite3 shell, .import and ->>',
  peer: sqlite3Shell,
  must: 5,
  aim: 7,
})
