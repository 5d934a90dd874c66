const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with its thousands separated: 1,003. */
export function countText(n: number): string {
  return counts.format(n)
}
