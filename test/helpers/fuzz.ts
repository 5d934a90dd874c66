/**
 * How often a property is tried: `usual` times, or as many times more as FUZZ_RUNS is above 300.
 * FUZZ_RUNS=20000 looks for an hour.
 */
export function fuzzed(usual: number): number {
  return Math.ceil((usual * Number(process.env['FUZZ_RUNS'] ?? 300)) / 300)
}

/** Whether everything is tried in the size and for the time that it is promised for; that takes minutes. */
export const isFull = process.env['HOSTILE'] === 'full'
