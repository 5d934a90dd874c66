import * as fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { packageText } from '../../fixtures/generator/packageText'
import { contentOf } from '../../helpers/content'
import { fuzzed } from '../../helpers/fuzz'
import { mk1Header, mk1Line } from '../../helpers/packages'
import { openDatabase, tempFolder } from '../../helpers/station'
import { StationProcess } from '../../helpers/stationProcess'
import type { Order } from '../../helpers/stationProcess/orders'

/** Slow enough for everything to happen in the middle of a file. */
const slow = { linesPerWrite: 23, linesPerSecond: 5_000 } as const

const FILES = 3
const file = fc.integer({ min: 1, max: FILES })
const step = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('pause', 'resume'), file }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('cancel', 'retry'), file }) },
    { weight: 1, arbitrary: fc.record({ drop: file }) },
    { weight: 2, arbitrary: fc.record({ pauseAll: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ linesPerWrite: fc.integer({ min: 1, max: 90 }) }) },
    { weight: 4, arbitrary: fc.record({ killThread: fc.nat(7) }) },
    { weight: 2, arbitrary: fc.record({ restart: fc.constantFrom('killed', 'stopped') }) },
  ),
  thenWaitMs: fc.nat(40),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function faulty(type: 'jackal_mk1' | 'jackal_mk2', lines: number, seed: number): string {
  const pieces = packageText({
    type,
    size: { lines },
    badShare: 0.2,
    blankShare: 0.05,
    digits: 'full',
    order: 'newest first',
    seed,
  })
  return [...pieces].join('')
}

/** Three packages with all that lines may be: every fault, many unknown keys, no end of the last line. */
function writePackages(folder: string): string[] {
  const keyed = Array.from({ length: 400 }, (_, i) =>
    mk1Line(i + 2).replace('}', `,"key ${(i * 17) % 150}":1,"sur\\ud800":2,"key 7":"x"}`),
  )
  const texts = [
    faulty('jackal_mk1', 700, 1),
    [mk1Header, ...keyed].join('\n'),
    faulty('jackal_mk2', 500, 2),
  ]
  return texts.map((text, i) => {
    const path = join(folder, `${i + 1}.json`)
    writeFileSync(path, Buffer.from(text, 'latin1'))
    return path
  })
}

/** Lets whatever is left be imported, at full speed, and says what the database then holds. */
async function finish(
  station: StationProcess,
  folder: string,
): Promise<ReturnType<typeof contentOf>> {
  const patch = { paused: false, linesPerWrite: 20_000, linesPerSecond: null }
  await station.tell({ do: 'settings', patch })
  await station.tell({ do: 'idle' })
  for (let fileId = 1; fileId <= FILES; fileId += 1) {
    const { status } = await station.tell({ do: 'status of', fileId })
    if (status === 'paused') await station.tell({ do: 'act', fileId, action: 'resume' })
    if (status === 'failed' || status === 'cancelled') {
      await station.tell({ do: 'act', fileId, action: 'retry' })
    }
  }
  await station.tell({ do: 'idle' })
  expect(await station.tell({ do: 'stop' })).toMatchObject({ refused: null })
  await station.kill()
  return contentOf(openDatabase(folder))
}

async function begin(folder: string): Promise<{ station: StationProcess; paths: string[] }> {
  const paths = writePackages(folder)
  const station = await StationProcess.start(folder, slow)
  for (const path of paths) await station.tell({ do: 'add', path })
  return { station, paths }
}

it('any order of kills, pauses, cancels and retries ends in the database of a straight run', async () => {
  const straight = tempFolder()
  const { station: undisturbed } = await begin(straight)
  const wanted = await finish(undisturbed, straight)
  expect(wanted.files).toHaveLength(FILES)
  expect(wanted.lineErrors.length).toBeGreaterThan(100)
  expect(wanted.unknownKeys.length).toBe(101)

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const folder = tempFolder()
      let { station, paths } = await begin(folder)
      let threadsKilled = 0
      for (const { what, thenWaitMs } of steps) {
        if ('restart' in what) {
          if (what.restart === 'stopped') await station.tell({ do: 'stop' })
          await station.kill()
          station = await StationProcess.start(folder, slow)
          threadsKilled = 0
        } else if ('killThread' in what) {
          threadsKilled += 1
          // More in a minute and the station gives its database up, as it should.
          if (threadsKilled > 5) continue
          await station.tell({ do: 'kill thread', which: what.killThread })
        } else {
          // What is refused is as good: the station says why and goes on.
          await station.tell(orderOf(what, paths))
        }
        await sleep(thenWaitMs)
      }
      expect(await finish(station, folder)).toEqual(wanted)
    }),
    { numRuns: fuzzed(6), endOnFailure: true },
  )
}, 3_600_000)

function orderOf(
  what: Exclude<Step['what'], { restart: unknown } | { killThread: unknown }>,
  paths: readonly string[],
): Order {
  if ('act' in what) return { do: 'act', fileId: what.file, action: what.act }
  if ('drop' in what) return { do: 'add', path: paths[what.drop - 1] ?? '' }
  if ('pauseAll' in what) return { do: 'settings', patch: { paused: what.pauseAll } }
  return { do: 'settings', patch: what }
}
