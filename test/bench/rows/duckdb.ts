import { duckdb } from '../peers/duckdb'
import { peerRow } from './peerRow'

export const duckdbRow = peerRow({
  id: 'duckdb',
  title: 'DuckDB read_ndjson + index on timestamp',
  peer: duckdb,
  goal: { must: 0.75, aim: 1 },
})
