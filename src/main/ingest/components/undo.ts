/** What ends each part that was started, in the order in which they were. */
export type Undo = (() => void | Promise<void>)[]

/** Ends all parts, last one first, also when one of them fails; throws what the first one threw. */
export async function undoAll(undo: Undo): Promise<void> {
  const faults: unknown[] = []
  for (const end of undo.toReversed()) {
    try {
      await end()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}
