import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../fixtures/generator/random'
import type { Figures } from '../lib/figures'
import { growth, usageOf, type Usage } from '../lib/growth'
import { onePackage } from '../lib/packages'
import { ProcessGroup } from '../lib/processes'
import {
  environmentOf,
  makeScene,
  removeScene,
  sceneFolder,
  watchCommand,
  type Scene,
} from '../lib/scene'
import { checkDone, checkNow, RUN_LIMIT_MS, settle } from '../lib/station'
import type { Setting } from '../lib/sweep'

const MINUTE_MS = 60_000
/** A life of the station; then it is killed, its scene judged, and another one begins. */
const LIFE_MS = 60 * MINUTE_MS
const ORACLE_MS = 5 * MINUTE_MS
const LOOK_MS = 5_000
/** Packages come this often on average. */
const PAUSE_MS = 4_000
const MOST_LINES = 8_000
const LONGEST_STOP_MS = 3_000

/** One station that runs for hours on a random diet, looked at for whatever grows. */
export async function soak(setting: Setting, figures: Figures): Promise<void> {
  if (setting.soakMinutes === null) {
    figures.notRun = 'it lasts for hours: --only soak, with --minutes N'
    return
  }
  const end = performance.now() + setting.soakMinutes * MINUTE_MS
  for (let life = 1; performance.now() < end; life += 1) {
    await live(setting, figures, life, Math.min(end, performance.now() + LIFE_MS))
  }
}

async function live(setting: Setting, figures: Figures, life: number, end: number): Promise<void> {
  const name = `soak ${life}`
  const random = new Random(setting.seed * 1_000 + life)
  const action = random.chance(0.5) ? 'delete' : 'archive'
  const folder = sceneFolder(setting.folder)
  const originals: string[] = []
  const scene = { ...makeScene({ name, folder, packages: [], action, template: null }), originals }
  figures.runs += 1
  const command = watchCommand(setting.program, scene, false)
  const station = new ProcessGroup(command, environmentOf(scene))
  const seen: Usage[] = []
  let [oracleAt, lookAt] = [performance.now() + ORACLE_MS, performance.now()]
  while (performance.now() < end && !station.hasEnded) {
    bring(scene, originals, random)
    if (random.chance(0.05)) await freeze(station, random.integer(LONGEST_STOP_MS))
    if (random.chance(0.03)) await backUp(setting, scene, figures)
    await sleep(random.integer(2 * PAUSE_MS))
    if (performance.now() >= lookAt && !station.hasEnded) {
      seen.push(usageOf(station.pid, `${scene.database}-wal`))
      lookAt += LOOK_MS
    }
    if (performance.now() >= oracleAt) {
      await judge(station, scene, figures)
      oracleAt = performance.now() + ORACLE_MS
    }
  }
  if (station.hasEnded) figures.violations.push(`${name}: it ended by itself: ${station.output}`)
  else figures.kills += 1
  station.signal('SIGKILL')
  await station.whenEnded
  await checkNow(scene, figures)
  await settle(setting.program, scene, figures)
  const { words, faults } = growth(seen)
  figures.notes.push(`${name}: ${originals.length} packages; ${words}`)
  figures.violations.push(...faults.map((fault) => `${name}: ${fault}`))
  if (!figures.violations.some((text) => text.startsWith(name))) removeScene(scene)
}

/** A package comes to the watched folder, whole or bit by bit. */
function bring({ folder, ingest }: Scene, originals: string[], random: Random): void {
  const [made] = onePackage(random.integer(1_000_000), 1 + random.integer(MOST_LINES))
  if (made === undefined) return
  const name = `${originals.length}-${made.name}`
  const original = join(folder, 'originals', name)
  writeFileSync(original, made.bytes)
  originals.push(original)
  if (random.chance(0.5)) {
    writeFileSync(join(folder, name), made.bytes)
    renameSync(join(folder, name), join(ingest, name))
  } else {
    writeFileSync(join(ingest, name), made.bytes)
  }
}

/** As when a laptop sleeps. */
async function freeze(station: ProcessGroup, forMs: number): Promise<void> {
  station.signal('SIGSTOP')
  await sleep(forMs)
  station.signal('SIGCONT')
}

async function backUp({ program }: Setting, scene: Scene, figures: Figures): Promise<void> {
  const copy = join(scene.folder, 'copy.db')
  const run = new ProcessGroup([...program.command, 'backup', copy], environmentOf(scene))
  figures.runs += 1
  const { code, output } = await run.endsWithin(RUN_LIMIT_MS)
  if (code !== 0) figures.violations.push(`${scene.name}: backup ended with ${code}: ${output}`)
  rmSync(copy, { force: true })
}

/** Once all that came is through, the station is held for as long as the oracle reads. */
async function judge(station: ProcessGroup, scene: Scene, figures: Figures): Promise<void> {
  const limit = performance.now() + RUN_LIMIT_MS
  const sources = (): string[] =>
    readdirSync(scene.ingest).filter((name) =>
      scene.originals.some((original) => basename(original) === name),
    )
  while (sources().length > 0 && performance.now() < limit) await sleep(100)
  // The row says so a moment after the source has gone.
  await sleep(500)
  station.signal('SIGSTOP')
  await checkDone(scene, figures)
  station.signal('SIGCONT')
}
