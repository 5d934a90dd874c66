import { duckdb, duckdbWithoutIndex } from '../peers/duckdb'
import { builtInPackages, peerRow, standardPackages } from './peerRow'

const wall = { must: 0.95, aim: 1.2 }

export const duckdbRow = peerRow({
  id: 'duckdb',
  title: 'DuckDB read_ndjson + index on timestamp',
  peer: duckdb,
  packages: builtInPackages,
  goals: {
    small: { processor: { must: 0.95, aim: 1.15 }, wall },
    large: { processor: { must: 1.15, aim: 1.3 }, wall },
  },
})

export const busyDuckdbRow = peerRow({
  id: 'duckdb-busy',
  title: 'the same beside two busy programs',
  peer: duckdb,
  packages: standardPackages,
  goals: { small: { wall }, large: { wall } },
  load: 'busy',
})

/** It does less than is wanted: nothing can be found by its time. */
export const duckdbWithoutIndexRow = peerRow({
  id: 'duckdb-no-index',
  title: 'DuckDB read_ndjson without the index that Downlink makes',
  peer: duckdbWithoutIndex,
  packages: standardPackages,
  goals: { large: { processor: { must: 0.9, aim: 1 } } },
})
