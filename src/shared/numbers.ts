const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with its thousands separated: 1,003. */
export function countText(n: number): string {
  return counts.format(n)
}

/** A noun with its number: 1 cell, 1,003 cells. */
export function counted(n: number, noun: string): string {
  return `${countText(n)} ${noun}${n === 1 ? '' : 's'}`
}
