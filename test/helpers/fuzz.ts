/**
 * How often a property is tried where it is to be sure: `usual` times for each 300 that FUZZ_RUNS
 * says. `npm test` says nothing, which is 40; `npm run test:faults` says 3000, and 20000 looks for
 * an hour.
 */
export function fuzzed(usual: number): number {
  return Math.ceil((usual * Number(process.env['FUZZ_RUNS'] ?? 40)) / 300)
}

/** Whether everything is tried in the size and for the time that it is promised for; that takes minutes. */
export const isFull = process.env['HOSTILE'] === 'full'
