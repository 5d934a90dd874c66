import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DatabaseService } from '../../../src/main/ingest/databaseService/databaseService'
import {
  databaseTrouble,
  DatabaseTroubleError,
} from '../../../src/main/ingest/databaseService/databaseTrouble'
import { runCommand } from '../../helpers/command'
import { mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

afterEach(() => vi.restoreAllMocks())

/** The disk reports an error each time, or so often, that files are to be taken into the queue. */
function refuseArrivals(times = Infinity): void {
  const cause = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })
  const write = DatabaseService.prototype.write
  let left = times
  vi.spyOn(DatabaseService.prototype, 'write').mockImplementation(function (
    this: DatabaseService,
    asked,
    ...input
  ) {
    if (asked !== 'admitAll' || left === 0) return write.call(this, asked, ...input)
    left -= 1
    return Promise.reject(new DatabaseTroubleError(databaseTrouble(cause, 'downlink.db'), cause))
  })
}

function inbox(): { folder: string; path: string } {
  const folder = tempFolder()
  mkdirSync(join(folder, 'inbox'))
  const path = join(folder, 'inbox', 'a.json')
  writeFileSync(path, mk1Package(20))
  return { folder, path }
}

describe('a file that can not be taken into the queue', () => {
  it('makes watch --once exit with 1, and is named', async () => {
    const { folder, path } = inbox()
    refuseArrivals()
    const times = ['--quiet-ms', '100', '--grace-ms', '0']
    const { code, out, err } = await runCommand(folder, 'watch', 'inbox', '--once', ...times)
    expect(code).toBe(1)
    expect(err).toContain(`${path} was not imported`)
    expect(err).toContain('reported an error')
    expect(out).toContain(`a.json can't be taken into the queue`)
  })

  it('makes ingest exit with 1, with an object of its own', async () => {
    const { folder, path } = inbox()
    refuseArrivals(1)
    const other = join(folder, 'b.json')
    writeFileSync(other, mk1Package(30))
    const { code, out } = await runCommand(folder, 'ingest', '--json', path, other)
    expect(code).toBe(1)
    const reports: unknown[] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(reports).toMatchObject([
      { file: path, status: 'failed', failure: { code: 'storage_error' } },
      { file: other, status: 'complete', importedLines: 30 },
    ])
  })

  it('is taken in when it can be, and the alert is over then', async () => {
    const { folder } = inbox()
    refuseArrivals(1)
    const station = await runStation(folder, {
      overrides: { ingestFolder: join(folder, 'inbox'), watching: true, quietMs: 100 },
      hasWindow: false,
    })
    await until('the alert', () => station.status().alert !== null)
    await until('complete', async () => (await station.file(1))?.status === 'complete')
    expect(station.status().alert).toBeNull()
    expect(station.refused().size).toBe(0)
    const lines = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()
    expect(lines).toBe(20)
  })
})
