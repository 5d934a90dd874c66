/** Three numbers, as in package.json; a release has no other kind. */
export const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/

/** Whether the one version is newer than the other; false where one of them is none. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)]
  if (a === null || b === null) return false
  const at = a.findIndex((part, i) => part !== b[i])
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0)
}

function numbersOf(version: string): readonly number[] | null {
  return VERSION.exec(version)?.slice(1).map(Number) ?? null
}
