import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fuzzed } from '../../helpers/fuzz'
import { BAD, RemovalRun, type Step } from '../../helpers/removalRun'

const which = fc.nat({ max: 7 })
const content = fc.nat({ max: 2 })
const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary })
const only = <D extends Step['do']>(done: D) => fc.constant(done)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  step(4, fc.record({ do: only('import'), content })),
  step(3, fc.record({ do: only('replace'), which, content })),
  step(3, fc.record({ do: only('mend'), which, line: fc.nat({ max: BAD - 1 }) })),
  step(1, fc.record({ do: only('dismissAll'), which })),
  step(2, fc.record({ do: only('undoMend'), which })),
  step(4, fc.record({ do: only('remove'), which })),
  step(5, fc.record({ do: only('undo'), which })),
  step(1, fc.record({ do: only('free'), which })),
)

it('any sequence of imports, mends, removals, replacements and undos keeps the books', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 5, maxLength: 25 }), (steps) => {
      const run = new RemovalRun()
      for (const next of steps) {
        run.do(next)
        run.check()
        expect(run.shownTwice).toEqual([])
      }
    }),
    { numRuns: fuzzed(60) },
  )
})
