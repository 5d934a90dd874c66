/**
 * Measures how long the turns of this thread's event loop take, of the processor's time and not
 * of the clock's: another program that has the processor holds nothing up in here.
 *
 * @returns ends it, and gives the 99th percentile of all turns that took a millisecond or more, in ms
 */
export function loopTurns(): () => number {
  const turns: number[] = []
  let before = process.threadCpuUsage()
  const look = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before)
    before = process.threadCpuUsage()
    const ms = (user + system) / 1000
    if (ms >= 1) turns.push(ms)
  })
  return () => {
    clearInterval(look)
    return turns.toSorted((a, b) => a - b)[Math.floor(turns.length * 0.99)] ?? 0
  }
}
