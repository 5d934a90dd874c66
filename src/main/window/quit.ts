import { app } from 'electron'

/** What is written may be finished, but nobody waits longer for a window that was closed. */
export const STOP_WITHIN_MS = 5_000

/**
 * Lets `stop` finish before the program ends, however the end was asked for: window closed, menu,
 * end of the session, SIGTERM or SIGINT (Electron turns those into a quit). It gives the exit code.
 * After the deadline the program ends anyway, at once: an ordinary exit waits for its threads, and one
 * that copies the database or waits for a dead disk may be long. The engine goes on from its
 * checkpoints next time.
 */
export function stopBeforeQuit(stop: () => Promise<number>): void {
  let stopping = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    const deadline = setTimeout(() => {
      console.error(`The station did not stop within ${STOP_WITHIN_MS / 1000} s.`)
      process.kill(process.pid, 'SIGKILL')
    }, STOP_WITHIN_MS)
    void exitCodeOf(stop).then((code) => {
      clearTimeout(deadline)
      return app.exit(code)
    })
  })
}

async function exitCodeOf(stop: () => Promise<number>): Promise<number> {
  try {
    return await stop()
  } catch (error) {
    console.error('The station did not stop cleanly:', error)
    return 1
  }
}
