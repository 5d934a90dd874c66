import { describe, expect, it } from 'vitest'
import {
  asTrouble,
  databaseTrouble,
} from '../../../../../src/main/ingest/databaseService/databaseTrouble'
import { RemoteError } from '../../../../../src/main/workers/workerThread'

const PATH = '/data/downlink.db'

const coded = (code: string): Error => Object.assign(new Error('as SQLite says'), { code })

const remote = (code: string | null): RemoteError =>
  new RemoteError({ name: 'Error', message: 'no', code, stack: undefined })

describe('trouble with the database', () => {
  it.each([
    ['SQLITE_FULL', 'disk_full', /is full\. Free some space there: importing goes on/],
    ['SQLITE_IOERR_SHMSIZE', 'disk_full', /is full/],
    ['ENOSPC', 'disk_full', /is full/],
    ['EDQUOT', 'disk_full', /is full/],
    ['SQLITE_BUSY', 'database_busy', /Another program keeps .* locked\. Close it/],
    ['SQLITE_BUSY_SNAPSHOT', 'database_busy', /locked/],
    ['LONG_READER', 'database_busy', /Another program has been reading/],
    ['SQLITE_READONLY', 'database_error', /can't be written .*Give this user the right/],
    ['EROFS', 'database_error', /can't be written/],
  ])('passes by itself: %s', (code, alert, words) => {
    const trouble = databaseTrouble(coded(code), PATH)
    expect(trouble).toMatchObject({ passing: true, damaged: false, alert: { code: alert } })
    expect(trouble.message).toMatch(words)
    expect(trouble.message).toContain(PATH)
    expect(trouble.atStart).toMatch(/, and start again\.$/)
    expect(trouble.ofAct).toMatch(/, and try again\.$/)
  })

  it.each([
    ['SQLITE_CORRUPT', true, /is damaged .* put a backup in its place or use another/],
    ['SQLITE_CORRUPT_INDEX', true, /is damaged/],
    ['SQLITE_NOTADB', true, /is damaged or is not a database/],
    ['SQLITE_CANTOPEN', false, /can't be opened .*Check that its folder exists/],
    ['SQLITE_IOERR_FSYNC', false, /reported an error .*Check the disk/],
    ['SQLITE_IOERR_WRITE', false, /reported an error .*its quota/],
    ['EIO', false, /reported an error/],
    ['SQLITE_ERROR', false, /as SQLite says/],
  ])('does not pass by itself: %s', (code, damaged, words) => {
    const trouble = databaseTrouble(coded(code), PATH)
    expect(trouble).toMatchObject({ passing: false, damaged })
    expect(trouble.message).toMatch(words)
    expect(trouble.atStart).toBe(trouble.message)
    expect(trouble.ofAct).toBe(trouble.message)
  })

  it('is told from other errors of the thread by its code', () => {
    expect(asTrouble(remote('SQLITE_FULL'), PATH)).toMatchObject({ name: 'DatabaseTroubleError' })
    for (const other of [remote(null), remote('ERR_INVALID_ARG_TYPE'), new Error('no')]) {
      expect(asTrouble(other, PATH)).toBe(other)
    }
  })
})
