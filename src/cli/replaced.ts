import { unwatchFile, watchFile } from 'node:fs'
import { fileURLToPath } from 'node:url'

const LOOK_MS = 1_000

export interface ReplacedSignal {
  readonly whenReplaced: Promise<void>
  stop(): void
}

/**
 * Tells when the program is upgraded or removed while it runs. Parts of it are loaded when they are
 * first needed, and threads start later: they would be another version's, or not there. The window's
 * program has its archive open, so that it stays whole.
 */
export function lookAtOwnFile(): ReplacedSignal {
  const own = fileURLToPath(import.meta.url)
  const { promise, resolve } = Promise.withResolvers<void>()
  watchFile(own, { interval: LOOK_MS, persistent: false }, (now, before) => {
    // One that is gone has none.
    if (now.ino !== before.ino) resolve()
  })
  return { whenReplaced: promise, stop: () => unwatchFile(own) }
}
