import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Durability } from '../../../src/main/database/durability'
import { openWriter } from '../../../src/main/database/open'
import { afterTest, tempFolder } from '../../helpers/station'

describe('a sync that failed', () => {
  it('makes the WAL be written once more before anything is moved out of it', () => {
    const path = join(tempFolder(), 'downlink.db')
    const db = openWriter({ path })
    afterTest(() => db.close())
    const usual = db.pragma('wal_autocheckpoint', { simple: true })
    const durability = new Durability(db)
    const set = (value: string): void =>
      void db.prepare(`INSERT OR REPLACE INTO settings VALUES ('x', ?)`).run(value)
    set('before')
    const wal = readFileSync(`${path}-wal`)
    expect(() =>
      durability.commit(() => {
        throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
      }),
    ).toThrow('disk I/O error')
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(0)

    durability.mend()
    expect(readFileSync(`${path}-wal`)).toEqual(wal)
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(usual)
    durability.barrier(() => set('after'))
    expect(db.prepare(`SELECT value FROM settings WHERE key = 'x'`).pluck().get()).toBe('after')
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})
