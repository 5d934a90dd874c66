import type { LiveFile } from '#shared/status'

/** Bars are short: more steps can't be seen. */
const STEPS = 100

/** How far the files in work are, 0 to 1; null when there are none. */
export function progressOf({
  active,
}: {
  readonly active: readonly Pick<LiveFile, 'sizeBytes' | 'doneBytes'>[]
}): number | null {
  if (active.length === 0) return null
  const size = active.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const done = active.reduce((sum, { doneBytes }) => sum + doneBytes, 0)
  return size === 0 ? 0 : Math.round((done / size) * STEPS) / STEPS
}
