import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { HereThread } from '../../../src/main/workers/hereThread'
import { withTransfer } from '../../../src/main/workers/serve'
import {
  RemoteError,
  WorkerClosedError,
  WorkerThread,
} from '../../../src/main/workers/workerThread'
import { afterTest } from '../../helpers/afterTest'
import { contentOf } from '../../helpers/content'
import { mk1Package } from '../../helpers/packages'
import { runStation, tempFolder } from '../../helpers/station'

const methods = {
  twice: (bytes: Uint8Array): Uint8Array =>
    withTransfer(
      bytes.map((byte) => 2 * byte),
      [],
    ),
  fail: (): never => {
    throw Object.assign(new TypeError('the disk is full'), { code: 'SQLITE_FULL' })
  },
  never: () => new Promise<never>(() => undefined),
}

function start(): WorkerThread<typeof methods> {
  const thread = new WorkerThread<typeof methods>({
    name: 'here',
    entry: 'none',
    youngGenerationMb: 4,
    thread: () => new HereThread(() => Promise.resolve(methods)),
    data: null,
    onCrash: (error) => expect.fail(error.message),
  })
  afterTest(() => thread.stop())
  return thread
}

describe('a thread that is the one that asks', () => {
  it('answers, and takes buffers over', async () => {
    const bytes = Uint8Array.of(1, 2, 3)
    await expect(start().call('twice', bytes, [bytes.buffer])).resolves.toEqual(
      Uint8Array.of(2, 4, 6),
    )
    expect(bytes.length).toBe(0)
  })

  it('says what went wrong as another thread does', async () => {
    const failed = start().call('fail', undefined)
    await expect(failed).rejects.toBeInstanceOf(RemoteError)
    await expect(failed).rejects.toMatchObject({ name: 'TypeError', code: 'SQLITE_FULL' })
  })

  it('takes what is not answered with it when it is stopped', async () => {
    const thread = start()
    const waiting = thread.call('never', undefined)
    await Promise.all([thread.stop(), expect(waiting).rejects.toBeInstanceOf(WorkerClosedError)])
    await expect(thread.call('twice', new Uint8Array())).rejects.toBeInstanceOf(WorkerClosedError)
  })
})

type Content = ReturnType<typeof contentOf>

/** What a run of one small package stores, and how many threads it started. */
async function importOne(isBrief: boolean): Promise<{ content: Content; threads: number }> {
  const folder = tempFolder()
  const path = join(folder, 'pass.json')
  writeFileSync(path, `${mk1Package(20)}no record\n`)
  let threads = 0
  const count = (): void => void (threads += 1)
  process.on('worker', count)
  try {
    const station = await runStation(folder, { isBrief })
    await station.addPaths([path], 'cli')
    await station.idle()
    await station.stop()
  } finally {
    process.off('worker', count)
  }
  const db = new Database(join(folder, 'data', 'downlink.db'), { readonly: true })
  afterTest(() => db.close())
  return { content: contentOf(db), threads }
}

it('a brief run stores the same, with no thread for the database', async () => {
  const [brief, usual] = [await importOne(true), await importOne(false)]
  expect(brief.content).toEqual(usual.content)
  expect(brief.content.telemetry).toHaveLength(20)
  expect(brief.content.lineErrors).toHaveLength(1)
  expect(brief.content.integrity).toBe('ok')
  expect(usual.threads - brief.threads).toBe(1)
})
