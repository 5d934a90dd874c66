// duckdbImport.mjs load <modules> <package> <database> <type> [bad] | count <modules> <database>
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [task, modules = '', ...rest] = process.argv.slice(2)

/**
 * Installed outside the project, so it has no types here.
 *
 * @type {{ DuckDBInstance: { create(path: string): Promise<Instance> } }}
 */
const { DuckDBInstance } = createRequire(join(modules, 'package.json'))('@duckdb/node-api')

/**
 * @typedef {object} Connection
 * @property {(sql: string) => Promise<unknown>} run
 * @property {(sql: string) => Promise<{ getRowsJson(): unknown[][] }>} runAndReadAll
 * @property {() => void} closeSync
 *
 * @typedef {object} Instance
 * @property {() => Promise<Connection>} connect
 * @property {() => void} closeSync
 */

/** The columns' names and order by satellite type: a time, four doubles, then words. */
const keys = {
  jackal_mk1: 'timestamp velocity altitude latitude longitude instrument1 instrument2'.split(' '),
  jackal_mk2: 'ts vel alt lat long instrument1 instrument3 instrument4'.split(' '),
}

/** @param {string} database @param {(connection: Connection) => Promise<void>} use */
async function connected(database, use) {
  const instance = await DuckDBInstance.create(database)
  const connection = await instance.connect()
  await use(connection)
  connection.closeSync()
  instance.closeSync()
}

/** @param {string[]} args */
async function load([packagePath = '', database = '', type, bad]) {
  const names = type === 'jackal_mk2' ? keys.jackal_mk2 : keys.jackal_mk1
  const columns = names.map((name, i) => {
    const sqlType = i === 0 ? 'TIMESTAMP' : i < 5 ? 'DOUBLE' : 'VARCHAR'
    return `"${name}": '${sqlType}'`
  })
  // A line that it can't read becomes a row of NULLs, as the header does.
  const options = bad === undefined ? '' : ', ignore_errors = true'
  await connected(database, async (connection) => {
    await connection.run(
      `CREATE TABLE telemetry AS SELECT * FROM read_ndjson('${packagePath.replaceAll("'", "''")}', ` +
        `columns = {${columns.join(', ')}}${options})`,
    )
    await connection.run(`CREATE INDEX telemetry_by_time ON telemetry (${names[0]})`)
  })
}

/** @param {string[]} args */
async function count([database = '']) {
  await connected(database, async (connection) => {
    const rows = await connection.runAndReadAll('SELECT count(*), version() FROM telemetry')
    console.log(JSON.stringify(rows.getRowsJson()[0]))
  })
}

await (task === 'load' ? load(rest) : count(rest))
