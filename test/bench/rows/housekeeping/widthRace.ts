import type { Bench } from '../../lib/bench'
import { downlink } from '../../lib/downlink'
import type { HousekeepingSpec } from '../../lib/housekeeping/definition'
import { packageOf20, packageOf250 } from '../../lib/housekeeping/packages'
import type { Entrant, Result } from '../../lib/race'

/** Downlink on tables of few and of many channels. */
export interface WidthRace {
  readonly few: Result
  readonly many: Result
}

const held = new WeakMap<Bench, Promise<WidthRace>>()

/** Held once for the two rows that need it. */
export function widthRace(bench: Bench): Promise<WidthRace> {
  const race = held.get(bench) ?? holdRace(bench)
  held.set(bench, race)
  return race
}

async function holdRace(bench: Bench): Promise<WidthRace> {
  const lines = bench.plan.lines.small
  const entrants = [
    await entrantOn(bench, packageOf20(lines, 'csv')),
    await entrantOn(bench, packageOf250(lines)),
  ]
  const [few, many] = await bench.race('Few and many channels', entrants, bench.plan.runs)
  if (few === undefined || many === undefined) throw new Error('there are two entrants')
  return { few, many }
}

async function entrantOn(bench: Bench, spec: HousekeepingSpec): Promise<Entrant> {
  const data = await bench.data(spec)
  return {
    name: `${spec.channels} channels`,
    lines: data.lines,
    run: (folder) => downlink.run(data, folder, bench.plan.limitSeconds),
  }
}
