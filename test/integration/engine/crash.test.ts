import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ReaderThreads, type ReaderThread } from '../../../src/main/ingest/reader/readerThreads'
import { mk1Package } from '../../helpers/packages'
import { openDatabase, runStation, tempFolder, until } from '../../helpers/station'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Every reader thread that the engine takes, so that a test can kill the real thing. */
function readersTaken(): ReaderThread[] {
  const taken: ReaderThread[] = []
  const take = ReaderThreads.prototype.take
  vi.spyOn(ReaderThreads.prototype, 'take').mockImplementation(function (this: ReaderThreads) {
    const thread = take.call(this)
    taken.push(thread)
    return thread
  })
  return taken
}

const slow = { linesPerWrite: 50, linesPerSecond: 5_000 } as const

describe('a reader thread that dies', () => {
  it('is replaced, and the file goes on from its checkpoint', async () => {
    const folder = tempFolder()
    const taken = readersTaken()
    const station = await runStation(folder, { overrides: slow })
    const path = join(folder, 'a.json')
    writeFileSync(path, mk1Package(6_000))
    await station.addPaths([path], 'drop')
    for (let kills = 1; kills <= 4; kills += 1) {
      await until('a thread', () => taken.length >= kills)
      const before = (await station.file(1))?.importedLines ?? 0
      await until('progress', async () => ((await station.file(1))?.importedLines ?? 0) > before)
      await taken.at(-1)?.stop()
    }
    await station.updateSettings({ linesPerSecond: null })
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'complete', importedLines: 6_000 })
    const lines = openDatabase(folder).prepare('SELECT count(*) FROM telemetry').pluck().get()
    expect(lines).toBe(6_000)
  })

  it('again and again at the same line gets its file held, and the others go through', async () => {
    const folder = tempFolder()
    const bad = join(folder, 'bad.json')
    const take = ReaderThreads.prototype.take
    vi.spyOn(ReaderThreads.prototype, 'take').mockImplementation(function (this: ReaderThreads) {
      const thread = take.call(this)
      const ask = thread.call.bind(thread)
      thread.call = (method, input, transfer) => {
        const opensBad = method === 'open' && Reflect.get(Object(input), 'path') === bad
        if (opensBad) void thread.stop()
        return ask(method, input, transfer)
      }
      return thread
    })
    const station = await runStation(folder)
    writeFileSync(bad, mk1Package(10))
    const good = join(folder, 'good.json')
    writeFileSync(good, mk1Package(20))
    await station.addPaths([bad, good], 'drop')
    await station.idle()
    expect(await station.file(1)).toMatchObject({ status: 'failed', failureCode: 'crashed' })
    expect((await station.file(1))?.failureMessage).toContain('3 times at line 2')
    expect(await station.file(2)).toMatchObject({ status: 'complete', importedLines: 20 })
  })
})
