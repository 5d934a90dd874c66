const cleanUps: (() => unknown)[] = []

/** Called after the test, last one first. */
export function afterTest(cleanUp: () => unknown): void {
  cleanUps.push(cleanUp)
}

/** What `cleanUp.ts` does after each test. */
export async function cleanUpTest(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
}
