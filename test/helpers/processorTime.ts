/**
 * Starts to count the processor time of this process, all its threads together.
 *
 * What an action may take is a promise about a machine that is free. On a busy one it takes longer,
 * but no more work: so tests compare the work.
 *
 * @returns how much there was since, in ms
 */
export function processorTime(): () => number {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
}
