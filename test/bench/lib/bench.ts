import type { Plan } from '../plan'
import { describeSpec } from '../report/format'
import { besideBusyPrograms, type Load } from './busy'
import { MissingError, type Contender, type Peer } from './contender'
import { dataFile, warm, type DataFile, type DataSpec } from './data'
import { downlink } from './downlink'
import { race, type Entrant, type Result } from './race'
import type { Duel } from './row'

/** A race that was held, for the list of all runs. */
export interface HeldRace {
  readonly title: string
  readonly results: readonly Result[]
}

/** What the rows measure with: packages, races, and a memory for both. */
export class Bench {
  readonly plan: Plan
  readonly held: HeldRace[] = []
  /** Which version of what was raced. */
  readonly versions = new Map<string, string>()
  readonly #wanted: readonly Duel[]
  readonly #contenders = new Map<Peer, Promise<Contender | MissingError>>()
  readonly #held = new Map<string, Promise<readonly Result[]>>()

  constructor(plan: Plan, duels: readonly Duel[]) {
    this.plan = plan
    this.#wanted = duels
  }

  /** A package, made if need be, in memory already. */
  async data(spec: DataSpec): Promise<DataFile> {
    const data = dataFile(spec)
    await warm(data.path)
    return data
  }

  /** Races the entrants, so many rounds, and remembers it under the title. */
  async race(title: string, entrants: readonly Entrant[], rounds: number): Promise<Result[]> {
    process.stderr.write(`${title}\n`)
    const results = await race(entrants, rounds)
    this.held.push({ title, results })
    return results
  }

  /** Downlink against the peers that this run's rows race on the package; held once. */
  duels(spec: DataSpec, load: Load = 'quiet'): Promise<readonly Result[]> {
    const text = JSON.stringify(spec)
    const key = `${load} ${text}`
    const known = this.#held.get(key)
    if (known !== undefined) return known
    const isOfPackage = (duel: Duel): boolean =>
      duel.load === load && duel.packages(this.plan).some((other) => JSON.stringify(other) === text)
    const peers = this.#wanted.filter(isOfPackage).map(({ peer }) => peer)
    const held = this.#holdDuels(spec, load, [...new Set(peers)])
    this.#held.set(key, held)
    return held
  }

  /** Downlink's own part in them. */
  async ownResult(spec: DataSpec, load: Load = 'quiet'): Promise<Result> {
    const results = await this.duels(spec, load)
    const own = results.find(({ name }) => name === downlink.name)
    if (own === undefined) throw new Error(`${downlink.name} was not raced`)
    return own
  }

  async #holdDuels(spec: DataSpec, load: Load, peers: readonly Peer[]): Promise<readonly Result[]> {
    const data = await this.data(spec)
    const contenders: Contender[] = [downlink]
    const missing: Result[] = []
    for (const peer of peers) {
      const found = await this.#setUp(peer)
      if (found instanceof MissingError) {
        missing.push({
          name: peer.name,
          lines: data.lines,
          runs: [],
          failure: `missing; ${found.message}`,
        })
      } else contenders.push(found)
    }
    const entrants = contenders.map(({ name, run }) => ({
      name,
      lines: data.lines,
      run: (folder: string) => run(data, folder, this.plan.limitSeconds),
    }))
    const title = describeSpec(spec)
    const results =
      load === 'quiet'
        ? await this.race(title, entrants, this.plan.runs)
        : await besideBusyPrograms(() => this.race(`${title}, busy`, entrants, this.plan.runs))
    results.push(...missing)
    return results
  }

  #setUp(peer: Peer): Promise<Contender | MissingError> {
    const known = this.#contenders.get(peer)
    if (known !== undefined) return known
    const found = this.#find(peer)
    this.#contenders.set(peer, found)
    return found
  }

  async #find(peer: Peer): Promise<Contender | MissingError> {
    try {
      const contender = await peer.setUp()
      this.versions.set(contender.name, contender.version)
      return contender
    } catch (error) {
      if (error instanceof MissingError) return error
      return new MissingError(error instanceof Error ? error.message : String(error))
    }
  }
}
