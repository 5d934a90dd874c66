import { duckdb } from '../peers/duckdb'
import { builtInPackages, peerRow } from './peerRow'

export const duckdbRow = peerRow({
  id: 'duckdb',
  title: 'DuckDB read_ndjson + index on timestamp',
  peer: duckdb,
  sizes: ['small', 'large'],
  packages: builtInPackages,
  goal: { must: 0.75, aim: 1 },
})
