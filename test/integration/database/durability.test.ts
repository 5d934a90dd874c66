import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { Durability } from '../../../src/main/database/connection/durability'
import { openWriter } from '../../../src/main/database/connection/open'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

/** Somebody else who begins to read and goes on for so long; resolves once they have begun. */
async function readFor(path: string, ms: number): Promise<void> {
  const reader = new Worker(
    `const { workerData, parentPort } = require('node:worker_threads')
    const db = require('better-sqlite3')(workerData.path, { readonly: true })
    db.exec('BEGIN')
    db.prepare('SELECT count(*) FROM settings').get()
    parentPort.postMessage('reads')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.ms)
    db.exec('COMMIT')`,
    { eval: true, workerData: { path, ms } },
  )
  afterTest(() => reader.terminate())
  await new Promise((resolve) => reader.once('message', resolve))
}

/** The first barrier of a connection while somebody reads for so long. */
async function barrierWhileRead(ms: number): Promise<() => void> {
  const path = join(tempFolder(), 'downlink.db')
  const db = openWriter({ path })
  afterTest(() => db.close())
  const set = (value: string): void =>
    void db.prepare(`INSERT OR REPLACE INTO settings VALUES ('x', ?)`).run(value)
  set('before')
  await readFor(path, ms)
  set('after')
  return () => new Durability(db).barrier(() => set('proven'))
}

describe('the first barrier of a connection', () => {
  it('waits for somebody who reads just now', async () => {
    expect(await barrierWhileRead(300)).not.toThrow()
  })

  it('throws where they go on reading', async () => {
    expect(await barrierWhileRead(20_000)).toThrow('reading the database for too long')
  })
})

describe('a flush beside the work', () => {
  it('that failed makes the WAL be written once more before anything is moved out of it', () => {
    const path = join(tempFolder(), 'downlink.db')
    const db = openWriter({ path })
    afterTest(() => db.close())
    const usual = db.pragma('wal_autocheckpoint', { simple: true })
    const answers: ((error: Error | null) => void)[] = []
    // No disk fails when it is told to.
    const durability = new Durability(db, (_wal, answer) => void answers.push(answer))
    afterTest(() => durability.close())
    db.prepare(`INSERT INTO settings VALUES ('x', '1')`).run()

    durability.flushSoon(1_000)
    expect(answers).toHaveLength(0)
    durability.flushSoon(4 * 1024 ** 2)
    // One at a time.
    durability.flushSoon(4 * 1024 ** 2)
    expect(answers).toHaveLength(1)
    answers[0]?.(null)
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(usual)

    durability.flushSoon(0)
    expect(answers).toHaveLength(2)
    answers[1]?.(Object.assign(new Error('input/output error'), { code: 'EIO' }))
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(0)
    durability.flushSoon(4 * 1024 ** 2)
    expect(answers).toHaveLength(2)
    durability.mend()
    expect(db.pragma('wal_autocheckpoint', { simple: true })).toBe(usual)
  })
})

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
