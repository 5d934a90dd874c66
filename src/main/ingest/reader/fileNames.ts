/** Whether a file's name is what a pattern says: * is any text, ? any character, in any case. */
export function nameFits(pattern: string, name: string): boolean {
  const wanted = Array.from(pattern.toLowerCase())
  const there = Array.from(name.toLowerCase())
  let at = 0
  let i = 0
  // Where the last * stands, and how much of the name it is taken for.
  let star = -1
  let taken = 0
  while (i < there.length) {
    if (
      at < wanted.length &&
      (wanted[at] === '?' || wanted[at] === there[i]) &&
      wanted[at] !== '*'
    ) {
      at += 1
      i += 1
    } else if (wanted[at] === '*') {
      star = at
      taken = i
      at += 1
    } else if (star !== -1) {
      taken += 1
      i = taken
      at = star + 1
    } else return false
  }
  return wanted.slice(at).every((char) => char === '*')
}
