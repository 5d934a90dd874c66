import type { HousekeepingSpec } from './definition'

/** The packages that the rows are about, for so many lines of twenty channels. */
export const packageOf20 = (
  lines: number,
  format: HousekeepingSpec['format'],
): HousekeepingSpec => ({
  format,
  channels: 20,
  lines,
})

/** About as many values as there are in the other. */
export const packageOf250 = (lines: number): HousekeepingSpec => ({
  format: 'csv',
  channels: 250,
  lines: Math.round(lines / 10),
})

/** With twenty numbers among its channels. */
export const packageOf20Numbers = (lines: number): HousekeepingSpec => ({
  format: 'csv',
  channels: 25,
  lines,
})
