import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { announce } from '../../../src/main/ingest/events'
import { startLog } from '../../../src/main/ingest/log/log'
import { LogFile } from '../../../src/main/ingest/log/logFile'
import { tempFolder } from '../../helpers/station'

const rights = (path: string): number => statSync(path).mode & 0o777

/** Of 100 bytes each. */
const LINES = 1_507

const line = (n: number): string => `${String(n).padStart(99, '.')}\n`

describe('the log', () => {
  it('turns over at its size while it is written, and no line is torn or lost', async () => {
    const folder = join(tempFolder(), 'logs')
    const log = new LogFile(folder, 50_000)
    for (let n = 0; n < LINES; n += 1) {
      log.write(line(n))
      if (n % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await log.end()
    expect(readdirSync(folder).toSorted()).toEqual(['downlink.log', 'downlink.log.1'])
    const kept = read(folder, 'downlink.log.1') + read(folder, 'downlink.log')
    const from = Number(/\d+/.exec(kept)?.[0])
    expect(from).toBeLessThanOrEqual(1_000)
    expect(kept).toBe(Array.from({ length: LINES - from }, (_, i) => line(from + i)).join(''))
    for (const name of readdirSync(folder)) {
      expect(rights(join(folder, name))).toBe(0o600)
      expect(statSync(join(folder, name)).size).toBeLessThan(90_000)
    }
    expect(rights(folder)).toBe(0o700)
  })

  it('begins anew when the one that is there is large', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'downlink.log'), 'x'.repeat(2_000))
    const log = new LogFile(folder, 1_000)
    log.write('new\n')
    await log.end()
    expect(read(folder, 'downlink.log')).toBe('new\n')
    expect(read(folder, 'downlink.log.1')).toHaveLength(2_000)
  })

  it('has one line for each event, with no control character in it', async () => {
    const folder = tempFolder()
    const end = startLog(folder)
    const name = 'a\u001b[31m\n\u009b\u202e\u2028"\\.json'
    announce('file', { fileId: 1, name, status: 'queued', detail: 'x\r\ny' })
    await end()
    const [event = '', ...rest] = read(folder, 'downlink.log').split('\n')
    expect(rest).toEqual([''])
    expect(event).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u)
    expect(JSON.parse(event)).toMatchObject({ name, detail: 'x\r\ny', msg: 'file' })
  })

  it('that can not be written holds nobody up, and is written once it can be', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'downlink.log'))
    const log = new LogFile(folder)
    log.write('one\n')
    await log.end()
    rmdirSync(join(folder, 'downlink.log'))
    log.write('two\n')
    await log.end()
    expect(read(folder, 'downlink.log')).toBe('\none\ntwo\n')
  })
})

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')
