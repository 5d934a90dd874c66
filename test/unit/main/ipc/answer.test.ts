import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { InvokeChannel, InvokeOutput } from '#shared/ipc'
import { answer, type BrokenContractError } from '../../../../src/main/ipc/answer'
import {
  databaseTrouble,
  DatabaseTroubleError,
} from '../../../../src/main/ingest/databaseService/databaseTrouble'
import { MAX_PAYLOAD_BYTES } from '../../../../src/main/ipc/payloadSize'

const called = vi.fn<(channel: string, input: unknown) => unknown>()
const onFault = vi.fn<(error: BrokenContractError) => void>()

/** Notes the call and answers what the test says. */
function station<C extends InvokeChannel>(call: C, input: unknown): Promise<InvokeOutput<C>>
async function station(call: InvokeChannel, input: unknown): Promise<unknown> {
  return called(call, input)
}

function ask(channel: InvokeChannel, raw: unknown, trusted = true) {
  return answer(channel, raw, { ask: station, trusted, onFault })
}

beforeEach(() => {
  called.mockReset()
  onFault.mockReset()
})

describe('answer', () => {
  it('gives the handler’s answer back as a value', async () => {
    called.mockReturnValue({ total: 0, rows: [] })
    expect(await ask('files:page', { section: 'queue', offset: 0, limit: 50 })).toEqual({
      ok: true,
      value: { total: 0, rows: [] },
    })
    expect(called).toHaveBeenCalledWith('files:page', { section: 'queue', offset: 0, limit: 50 })
  })

  it.each<[InvokeChannel, unknown]>([
    ['files:page', undefined],
    ['files:page', { section: 'queue', offset: 0 }],
    ['files:page', { section: 'queue', offset: -1, limit: 50 }],
    ['files:page', { section: 'queue', offset: 0, limit: 100_000 }],
    ['files:page', { section: 'all', offset: 0, limit: 50 }],
    ['files:page', { section: 'queue', offset: 0, limit: 50, sql: 'drop' }],
    ['files:get', { fileId: '1' }],
    ['files:get', { fileId: 1.5 }],
    ['files:get', { fileId: Number.NaN }],
    ['files:get', JSON.parse('{"fileId":1,"__proto__":{"admin":true}}')],
    ['files:act', { fileId: 1, action: 'delete' }],
    ['files:add', { paths: [] }],
    ['files:add', { paths: [1] }],
    ['files:add', { paths: ['x'.repeat(5_000)] }],
    ['files:add-samples', 'please'],
    ['settings:update', { linesPerWrite: 0 }],
    ['settings:update', { unknown: true }],
    ['folder:choose', { purpose: 'home' }],
    ['station:pause-all', {}],
  ])('refuses a malformed %s: %j', async (channel, raw) => {
    expect(await ask(channel, raw)).toMatchObject({ ok: false, failure: { code: 'refused' } })
    expect(called).not.toHaveBeenCalled()
  })

  it('refuses what is too large before it looks at it', async () => {
    const paths = ['x'.repeat(MAX_PAYLOAD_BYTES)]
    const reply = await ask('files:add', { paths })
    expect(reply).toMatchObject({ ok: false, failure: { code: 'refused' } })
    expect(JSON.stringify(reply)).toContain('too much')
  })

  it('refuses everybody but the page', async () => {
    expect(await ask('station:pause-all', undefined, false)).toMatchObject({
      ok: false,
      failure: { code: 'refused' },
    })
    expect(called).not.toHaveBeenCalled()
  })

  it('turns an error into its words, without a stack', async () => {
    called.mockImplementation(() => {
      throw new Error('There is no file #7.')
    })
    expect(await ask('files:act', { fileId: 7, action: 'pause' })).toEqual({
      ok: false,
      failure: { code: 'failed', message: 'There is no file #7.' },
    })
    expect(onFault).not.toHaveBeenCalled()
  })

  it('says what to do before an act is tried again where the disk refused it', async () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    called.mockImplementation(() => {
      throw new DatabaseTroubleError(databaseTrouble(full, '/data/downlink.db'), full)
    })
    expect(await ask('removals:undo', { fileId: 7 })).toMatchObject({
      failure: { message: expect.stringMatching(/Free some space there, and try again\.$/) },
    })
  })

  it('lets no answer out that breaks the contract, and says so', async () => {
    called.mockReturnValue({ total: -1, rows: [] })
    expect(await ask('files:page', { section: 'queue', offset: 0, limit: 50 })).toMatchObject({
      ok: false,
      failure: { code: 'failed' },
    })
    expect(onFault).toHaveBeenCalledOnce()
  })

  it('keeps back what the contract does not name', async () => {
    called.mockReturnValue([{ code: 'invalid_json', count: 2, secret: 'inode 7' }])
    expect(await ask('errors:groups', { fileId: 1 })).toEqual({
      ok: true,
      value: [{ code: 'invalid_json', count: 2 }],
    })
  })
})
