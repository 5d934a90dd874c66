// duckdbRun.mjs <modules> <database> <statement>... runs them and prints the rows of the last one.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [modules = '', database = '', ...statements] = process.argv.slice(2)

/**
 * Installed outside the project, so it has no types here.
 *
 * @type {{ DuckDBInstance: { create(path: string): Promise<Instance> } }}
 */
const { DuckDBInstance } = createRequire(join(modules, 'package.json'))('@duckdb/node-api')

/**
 * @typedef {object} Connection
 * @property {(sql: string) => Promise<{ getRowsJson(): unknown[][] }>} runAndReadAll
 * @property {() => void} closeSync
 *
 * @typedef {object} Instance
 * @property {() => Promise<Connection>} connect
 * @property {() => void} closeSync
 */

const instance = await DuckDBInstance.create(database)
const connection = await instance.connect()
let rows = /** @type {unknown[][]} */ ([])
for (const statement of statements) {
  rows = (await connection.runAndReadAll(statement)).getRowsJson()
}
console.log(JSON.stringify(rows))
connection.closeSync()
instance.closeSync()
