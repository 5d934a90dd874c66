import { downlink } from '../lib/downlink'
import type { Goal } from '../lib/goal'
import type { Entrant } from '../lib/race'
import type { Finding, Row } from '../lib/row'
import { rateRatio } from './ratio'

const shares = [
  { badShare: 0.01, must: 0.8 },
  { badShare: 0.1, must: 0.4 },
  { badShare: 1, must: 0.2 },
]

export const badLinesRow: Row = {
  id: 'bad-lines',
  title: 'lines with 1 %, 10 %, 100 % bad (lines a second against clean)',
  measure: async (bench) => {
    const lines = bench.plan.lines.small
    const entrants: Entrant[] = []
    for (const badShare of [0, ...shares.map((share) => share.badShare)]) {
      const data = await bench.data({ lines, badShare })
      entrants.push({
        name: nameOf(badShare),
        lines,
        run: (folder) => downlink.run(data, folder, bench.plan.limitSeconds),
      })
    }
    const [clean, ...bad] = await bench.race('Bad lines', entrants, bench.plan.runs)
    return shares.flatMap(({ badShare, must }, i): Finding[] => {
      const result = bad[i]
      if (clean === undefined || result === undefined) return []
      const goal: Goal = { must, aim: null, better: 'larger', unit: 'ratio' }
      return [rateRatio(nameOf(badShare), result, clean, goal)]
    })
  },
}

function nameOf(badShare: number): string {
  return badShare === 0 ? 'clean' : `${badShare * 100} % bad`
}
