import type { Goal } from '../../lib/goal'
import { packageOf20, packageOf250 } from '../../lib/housekeeping/packages'
import type { HousekeepingSpec } from '../../lib/housekeeping/definition'
import type { Result } from '../../lib/race'
import type { Row } from '../../lib/row'
import { describeSpec } from '../../report/format'
import { rateRatio } from '../ratio'
import { widthRace } from './widthRace'

const goal: Goal = { must: 0.7, aim: 1, better: 'larger', unit: 'ratio' }

export const widthRow: Row = {
  id: 'channels-width',
  title: '250 channels, as a table (values a second against 20)',
  measure: async (bench) => {
    const { small } = bench.plan.lines
    const { few, many } = await widthRace(bench)
    const wide = packageOf250(small)
    const over = valuesOf(many, wide)
    const under = valuesOf(few, packageOf20(small, 'csv'))
    return [rateRatio(describeSpec(wide), over, under, goal, 'value')]
  },
}

/** The result as one that went through so many values. */
function valuesOf(result: Result, { channels }: HousekeepingSpec): Result {
  return { ...result, lines: result.lines * channels }
}
