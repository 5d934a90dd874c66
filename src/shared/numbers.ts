/**
 * A number to the next whole one, with its thousands separated: 1,003. `Intl` does the same, and its
 * first use takes a program longer than a package of a hundred lines.
 */
export function countText(n: number): string {
  return Math.round(n)
    .toFixed(0)
    .replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** A noun with its number: 1 cell, 1,003 cells. */
export function counted(n: number, noun: string): string {
  return `${countText(n)} ${noun}${n === 1 ? '' : 's'}`
}
