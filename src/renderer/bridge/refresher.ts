/**
 * Runs `load` when asked, one at a time and at most once per `everyMs`; asking while it runs makes
 * it run once more. So a burst of changes costs a few calls a second and the last one is never lost.
 */
export function createRefresher(
  load: () => Promise<void>,
  everyMs: number,
): { readonly ask: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  let running = false
  let wanted = false
  let stopped = false
  let lastRun = -Infinity

  function schedule(): void {
    if (running || timer !== null || stopped) return
    const wait = Math.max(0, lastRun + everyMs - performance.now())
    timer = setTimeout(() => {
      timer = null
      void run()
    }, wait)
  }

  async function run(): Promise<void> {
    running = true
    wanted = false
    lastRun = performance.now()
    try {
      await load()
    } finally {
      running = false
      if (wanted) schedule()
    }
  }

  return {
    ask() {
      wanted = true
      schedule()
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
