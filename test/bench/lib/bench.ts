import type { Plan, Size } from '../plan'
import { describeSpec } from '../report/format'
import { MissingError, type Contender, type Peer } from './contender'
import { dataFile, warm, type DataFile, type DataSpec } from './data'
import { downlink } from './downlink'
import { race, type Entrant, type Result } from './race'

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
  readonly #peers: readonly Peer[]
  readonly #contenders = new Map<Peer, Promise<Contender | MissingError>>()
  readonly #duels = new Map<string, Promise<readonly Result[]>>()

  constructor(plan: Plan, peers: readonly Peer[]) {
    this.plan = plan
    this.#peers = peers
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

  /** Downlink against the peers of this run's rows, those for this size; held once per package. */
  duels(spec: DataSpec, size: Size): Promise<readonly Result[]> {
    const key = JSON.stringify(spec)
    const known = this.#duels.get(key)
    if (known !== undefined) return known
    const peers = this.#peers.filter(({ sizes }) => sizes.includes(size))
    const held = this.#holdDuels(spec, peers)
    this.#duels.set(key, held)
    return held
  }

  async #holdDuels(spec: DataSpec, peers: readonly Peer[]): Promise<readonly Result[]> {
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
    const results = await this.race(describeSpec(spec), entrants, this.plan.runs)
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
