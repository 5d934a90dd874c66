import type { TestProject } from 'vitest/node'
import { hasXvfb, startDisplay } from '../../scripts/lib/display.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A display for each window that may be open at a time; none where they share the user's. */
    displays: readonly string[]
  }
}

/** Gives every worker a display in memory of its own. */
export default async function displays(project: TestProject): Promise<() => void> {
  const count = hasXvfb ? project.config.maxWorkers : 0
  const started = await Promise.all(Array.from({ length: count }, startDisplay))
  project.provide(
    'displays',
    started.map(({ name }) => name),
  )
  return () => {
    for (const { stop } of started) stop()
  }
}
