import { rmSync } from 'node:fs'

/**
 * Lets Ctrl+C and kill take half a file with them, and then end the program as they always do.
 *
 * @param paths what is being written; read when the signal comes
 * @returns the function that ends this
 */
export function dropOnSignal(paths: readonly string[]): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    stop()
    for (const path of paths) rmSync(path, { force: true })
    process.kill(process.pid, signal)
  }
  const stop = (): void => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
  return stop
}
