import {
  appendFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { endSource } from '../../../src/main/ingest/source/endSource'
import { settleSource } from '../../../src/main/ingest/source/settleSource'
import type { SourceVerdict, Unsettled } from '../../../src/main/ingest/source/types'
import { isFull } from '../../helpers/fuzz'
import { needs } from '../../helpers/needs'
import { Killed, disk } from './faultyDisk'
import { CONTENT, SmallDisk, Station, holders, identityAt, testTime } from './station'

// Files of one worker share their modules. All of these are loaded anew, and none is left to the next.
vi.hoisted(() => vi.resetModules())
afterAll(() => {
  vi.doUnmock('node:fs/promises')
  vi.resetModules()
})
vi.mock('node:fs/promises', async (importOriginal) => {
  const { faulty } = await import('./faultyDisk')
  return faulty(await importOriginal())
})

const never = new AbortController().signal

interface Scenario {
  readonly name: string
  readonly action: 'delete' | 'archive'
  readonly otherDisk: boolean
}
const scenarios: Scenario[] = [
  { name: 'delete', action: 'delete', otherDisk: false },
  { name: 'archive on the same disk', action: 'archive', otherDisk: false },
  { name: 'archive on another disk', action: 'archive', otherDisk: true },
]

let small: SmallDisk | null = null
afterAll(() => {
  small?.remove()
})

const stations: Station[] = []
afterEach(() => {
  disk.reset()
  for (const station of stations.splice(0)) station.remove()
})

function build({ otherDisk }: Scenario): Station {
  if (otherDisk) small ??= new SmallDisk('1m')
  const station = new Station(otherDisk && small !== null ? join(small.path, 'archive') : null)
  stations.push(station)
  return station
}

/** The runs of a sweep share one archive folder on the small disk. */
function clear(): void {
  stations.pop()?.remove()
}

/** What the station does at its start and whenever a file is stuck, until nothing is left to do. */
async function recover(station: Station, action: Scenario['action']): Promise<void> {
  const first = station.firstIdentity
  for (let round = 0; round < 5; round += 1) {
    const identity = station.ledger.identity ?? first
    if (station.ledger.state === 'removing') {
      await settleSource(station.request({ action, identity }), station.ledger, never)
    } else if (['present', 'stuck'].includes(station.ledger.state)) {
      await endSource(station.request({ action, identity }), station.ledger, testTime(), never)
    } else {
      return
    }
  }
}

function end(station: Station, action: Scenario['action']): Promise<SourceVerdict> {
  return endSource(station.request({ action }), station.ledger, testTime(), never)
}

/** What is wrong with the end of a file that should be wholly seen out by now. */
function notOver(station: Station, { action }: Scenario, at: string): string[] {
  const [state, archived] = action === 'delete' ? ['deleted', []] : ['archived', ['pass.jsonl']]
  const left = action === 'delete' ? station.folder : station.archive
  return violations(at, {
    [`state is ${station.ledger.state}`]: station.ledger.state !== state,
    [`in the folder: ${station.names().join()}`]: station.names().length > 0,
    [`in the archive: ${station.archived().join()}`]: !isDeepStrictEqual(
      station.archived(),
      archived,
    ),
    'not the bytes that were read': holders(left, CONTENT).length !== archived.length,
  })
}

/** Whether bytes were lost: they may be gone only if the file was to go and its proof was made. */
function lost(station: Station, { action }: Scenario, at: string): string[] {
  const inFolder = holders(station.folder, CONTENT).length
  const inArchive = existsSync(station.archive) ? holders(station.archive, CONTENT).length : 0
  const { state, calls } = station.ledger
  return violations(at, {
    'bytes are nowhere':
      inFolder + inArchive === 0 && !(action === 'delete' && calls.includes('removing')),
    [`${state}, but not in the folder`]: ['present', 'stuck'].includes(state) && inFolder !== 1,
    [`${state}, but in the folder`]: ['deleted', 'archived'].includes(state) && inFolder !== 0,
  })
}

function violations(at: string, faults: Record<string, boolean>): string[] {
  return Object.entries(faults).flatMap(([words, isSo]) => (isSo ? [`${at}: ${words}`] : []))
}

/**
 * Runs until it ends by itself, or dies at call `number` of the disk or the ledger, before or after
 * that call had its effect. The dead do nothing more: every later call is refused.
 */
async function liveUntil(
  station: Station,
  number: number,
  when: 'before' | 'after',
  run: () => Promise<unknown>,
): Promise<{ readonly died: boolean }> {
  let died = false
  let count = 0
  const die = (): never => {
    died = true
    throw new Killed()
  }
  const before = (): void => {
    if (died) die()
    count += 1
    if (when === 'before' && count === number) die()
  }
  const after = (): void => {
    if (when === 'after' && count === number) die()
  }
  disk.use(before, after)
  Object.assign(station.ledger, { before, after })
  await run().catch(() => undefined)
  disk.reset()
  Object.assign(station.ledger, { before: () => undefined, after: () => undefined })
  return { died }
}

/** One life that is killed at a call, and what the next life makes of it. */
async function killOnce(
  scenario: Scenario,
  number: number,
  when: 'before' | 'after',
): Promise<{ readonly died: boolean; readonly wrong: string[] }> {
  const station = build(scenario)
  const { died } = await liveUntil(station, number, when, () => end(station, scenario.action))
  const at = `killed ${when} call ${number}`
  const wrong = lost(station, scenario, at)
  await recover(station, scenario.action)
  wrong.push(...notOver(station, scenario, at))
  clear()
  return { died, wrong }
}

/** The same, with the recovery killed too. */
async function killTwice(
  scenario: Scenario,
  first: number,
  second: number,
): Promise<{ readonly died: boolean; readonly diedAgain: boolean; readonly wrong: string[] }> {
  const { action } = scenario
  const station = build(scenario)
  const { died } = await liveUntil(station, first, 'after', () => end(station, action))
  const again = await liveUntil(station, second, 'after', () => recover(station, action))
  const at = `killed after call ${first} and again after call ${second}`
  const wrong = lost(station, scenario, at)
  await recover(station, action)
  wrong.push(...notOver(station, scenario, at))
  clear()
  return { died, diedAgain: again.died, wrong }
}

/** One run in which a call fails, and what comes of it once the disk is well again. */
async function failAt(
  scenario: Scenario,
  number: number,
  code: string,
  lasting: boolean,
): Promise<{ readonly failed: boolean; readonly wrong: string[] }> {
  const station = build(scenario)
  let failed = false
  disk.use((name) => {
    if (disk.calls === number || (lasting && disk.calls > number)) {
      failed = true
      throw Object.assign(new Error(`${code}: ${name}`), { code })
    }
  })
  const verdict = await end(station, scenario.action).catch(() => null)
  disk.reset()
  const at = `${code} at call ${number}: ${verdict?.state ?? 'rejected'}`
  const { state } = station.ledger
  const wrong = lost(station, scenario, at)
  wrong.push(
    ...violations(at, {
      [`recorded as ${state}`]:
        verdict === null ? !['present', 'removing'].includes(state) : state !== verdict.state,
    }),
  )
  await recover(station, scenario.action)
  wrong.push(...notOver(station, scenario, at))
  clear()
  return { failed, wrong }
}

/** One run in which somebody else does something to the file right before a call. */
async function meddleAt(
  scenario: Scenario,
  number: number,
  meddle: (path: string) => void,
): Promise<{ readonly meddled: boolean; readonly wrong: string[] }> {
  const station = build(scenario)
  let meddled = false
  disk.use(() => {
    if (disk.calls !== number) return
    meddle(station.path)
    meddled = true
  })
  await end(station, scenario.action)
  disk.reset()
  const names = station.names()
  const visible = names.filter((name) => name !== '(private)')
  const texts = visible.map((name) => readFileSync(join(station.folder, name), 'utf8'))
  const wrong = violations(`at call ${number}`, {
    'their lines are lost': meddled && !texts.join('').includes(THEIRS),
    'a private name is left': visible.length !== names.length,
  })
  clear()
  return { meddled, wrong }
}

const STRIDE = isFull ? 17 : 29

const CODES = ['EIO', 'ENOSPC', 'EROFS', 'EACCES', 'EPERM']
/** Each code begins at another one, so that all of them together go through every call. */
const CODE_STRIDE = isFull ? 1 : 3

const THEIRS = 'lines of somebody else'

/** What changes something, in the order that makes it safe: each thing is on disk before the next. */
const orders: Record<string, string> = {
  delete: 'sync rename unlink sync',
  'archive on the same disk': 'sync mkdir rename link sync unlink sync',
  'archive on another disk':
    'sync mkdir write utimes sync rename link sync unlink sync unlink sync',
}

for (const scenario of scenarios)
  describe(`the end by ${scenario.name}`, scenario.otherDisk ? needs('mounts') : {}, () => {
    it('goes in the safe order', async () => {
      const done: string[] = []
      const station = build(scenario)
      disk.use((name) => done.push(name))
      await end(station, scenario.action)
      const changes = done.filter((name) => orders['archive on another disk']?.includes(name))
      expect(changes.join(' ')).toBe(orders[scenario.name])
    })

    it.each(['before', 'after'] as const)('survives a kill right %s every call', async (when) => {
      const wrong: string[] = []
      let number = 0
      for (let died = true; died;) {
        number += 1
        const run = await killOnce(scenario, number, when)
        wrong.push(...run.wrong)
        died = run.died
      }
      expect(wrong).toEqual([])
      expect(number).toBeGreaterThan(20)
    })

    it('survives a second kill in the recovery', async () => {
      const wrong: string[] = []
      let runs = 0
      for (let first = 1, died = true; died; first += 1) {
        // Every so many calls, beginning with another one each time, goes through all of them.
        for (let second = 1 + (first % STRIDE), diedAgain = true; died && diedAgain;) {
          const run = await killTwice(scenario, first, second)
          wrong.push(...run.wrong)
          died = run.died
          diedAgain = run.diedAgain
          runs += 1
          second += STRIDE
        }
      }
      expect(wrong).toEqual([])
      expect(runs).toBeGreaterThan(40)
    })

    it.each(
      CODES.flatMap((code) => [
        { code, lasting: false },
        { code, lasting: true },
      ]),
    )('survives $code at calls all over (lasting: $lasting)', async ({ code, lasting }) => {
      const wrong: string[] = []
      const first = 1 + (CODES.indexOf(code) % CODE_STRIDE)
      for (let number = first, failed = true; failed; number += CODE_STRIDE) {
        const run = await failAt(scenario, number, code, lasting)
        wrong.push(...run.wrong)
        failed = run.failed
      }
      expect(wrong).toEqual([])
    })

    it.each<[string, (path: string) => void]>([
      [
        'replaced by another file',
        (path) => {
          writeFileSync(`${path}.new`, THEIRS)
          renameSync(`${path}.new`, path)
        },
      ],
      ['appended to by its name', (path) => appendFileSync(path, THEIRS)],
    ])('loses nothing of a file that is %s before any call', async (_how, meddle) => {
      const wrong: string[] = []
      for (let number = 1, meddled = true; meddled; number += 1) {
        const run = await meddleAt(scenario, number, meddle)
        wrong.push(...run.wrong)
        meddled = run.meddled
      }
      expect(wrong).toEqual([])
    })
  })

const deleting: Scenario = { name: 'delete', action: 'delete', otherDisk: false }
const archiving: Scenario = { name: 'archive', action: 'archive', otherDisk: false }

function failing(calls: RegExp, code: string): (name: string) => void {
  return (name) => {
    if (calls.test(name)) throw Object.assign(new Error(code), { code })
  }
}

it('tells a file that was put in place between the last look and the rename', async () => {
  const station = build(deleting)
  disk.use((name) => {
    if (name !== 'rename') return
    writeFileSync(`${station.path}.new`, CONTENT)
    renameSync(`${station.path}.new`, station.path)
  })
  const inode = (): number => statSync(station.path).ino
  const read = inode()
  const verdict = await end(station, 'delete')
  expect(verdict).toMatchObject({ state: 'present', identity: null })
  expect(verdict.reason).toContain('another file took its place')
  expect(inode()).not.toBe(read)
  expect(station.names()).toEqual(['pass.jsonl'])
})

it('gives the file another name when its own was taken before it could come back', async () => {
  const station = build(deleting)
  let refused = false
  disk.use((name) => {
    if (name !== 'unlink' || refused) return
    refused = true
    writeFileSync(station.path, 'new')
    throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
  })
  const verdict = await end(station, 'delete')
  const beside = join(station.folder, 'pass (2).jsonl')
  expect(verdict).toMatchObject({ state: 'present', path: beside, identity: null })
  expect(verdict.reason).toContain('pass (2).jsonl')
  expect(readFileSync(station.path, 'utf8')).toBe('new')
  expect(readFileSync(beside, 'utf8')).toBe(CONTENT)
  expect(station.names()).toEqual(['pass (2).jsonl', 'pass.jsonl'])
})

it('goes without hard links where the disk has none', async () => {
  const station = build(archiving)
  disk.use(failing(/^link$/, 'EPERM'))
  const verdict = await end(station, 'archive')
  expect(verdict.state).toBe('archived')
  expect(notOver(station, archiving, 'without links')).toEqual([])
})

it('stays stuck, in sight and once, for as long as it can not be unlinked', async () => {
  const station = build(deleting)
  const identity = identityAt(station.path)
  disk.use(failing(/^unlink$/, 'EACCES'))
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const verdict: SourceVerdict | Unsettled = await endSource(
      station.request({ identity: station.ledger.identity ?? identity }),
      station.ledger,
      testTime(),
      never,
    )
    expect(verdict.state).toBe('stuck')
    expect(verdict.reason).toContain('no permission')
    expect(holders(station.folder, CONTENT)).toHaveLength(1)
    expect(station.names()).toContain('pass.jsonl')
  }
  disk.reset()
  await recover(station, 'delete')
  expect(notOver(station, deleting, 'in the end')).toEqual([])
})

it('says where a file lies that can not even have its name back, and sees to it later', async () => {
  const station = build(deleting)
  const request = station.request()
  const attempts = [
    () => endSource(request, station.ledger, testTime(), never),
    () => settleSource(request, station.ledger, never),
  ]
  for (const attempt of attempts) {
    disk.use(failing(/^(un)?link$/, 'EACCES'))
    const verdict: SourceVerdict | Unsettled = await attempt()
    disk.reset()
    const [hidden = ''] = readdirSync(station.folder)
    expect(hidden).toMatch(/^\.downlink-7-/)
    expect(verdict).toMatchObject({ state: 'stuck', path: null, identity: null })
    expect(station.ledger.reason).toBe(verdict.reason)
    expect(verdict.reason).toContain(hidden)
    expect(verdict.reason).toContain('rename it to pass.jsonl')
  }
  await recover(station, 'delete')
  expect(notOver(station, deleting, 'in the end')).toEqual([])
})
