/**
 * What is known of a channel in a block: so many doubles, at these places. A record without a value
 * has NaN, and counts as none; least and greatest are NaN where no record has one.
 */
export const channelField = { min: 0, max: 1, sum: 2, count: 3 } as const
export const CHANNEL_DOUBLES = 4
const F = channelField

/** Writes what is known of a column's values from one place to before another. */
export function putChannel(
  figures: Float64Array,
  at: number,
  values: Float64Array,
  from: number,
  to: number,
): void {
  let min = values[from] ?? 0
  let max = min
  let sum = min
  for (let i = from + 1; i < to; i += 1) {
    const value = values[i] ?? 0
    if (value < min) min = value
    else if (value > max) max = value
    sum += value
  }
  // Where one is missing, and where the sum of very large ones is no number, they are told apart.
  if (Number.isNaN(sum)) putPresent(figures, at, values.subarray(from, to))
  else put(figures, at, min, max, sum, to - from)
}

function putPresent(figures: Float64Array, at: number, values: Float64Array): void {
  let [min, max, sum, count] = [NaN, NaN, 0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (!(min <= value)) min = value
    if (!(max >= value)) max = value
    sum += value
    count += 1
  }
  put(figures, at, min, max, sum, count)
}

function put(
  figures: Float64Array,
  at: number,
  min: number,
  max: number,
  sum: number,
  count: number,
): void {
  figures[at + F.min] = min
  figures[at + F.max] = max
  figures[at + F.sum] = sum
  figures[at + F.count] = count
}

/**
 * Adds the figures at `from` to those at `into`, which are of other records. A sum may differ in its
 * last bits from that of all of them in one go.
 */
export function addChannel(
  target: Float64Array,
  into: number,
  source: Float64Array,
  from: number,
): void {
  const [min, max] = [source[from + F.min] ?? NaN, source[from + F.max] ?? NaN]
  // Nothing is smaller or larger than the NaN of no value.
  if (!Number.isNaN(min) && !((target[into + F.min] ?? NaN) <= min)) target[into + F.min] = min
  if (!Number.isNaN(max) && !((target[into + F.max] ?? NaN) >= max)) target[into + F.max] = max
  target[into + F.sum] = (target[into + F.sum] ?? 0) + (source[from + F.sum] ?? 0)
  target[into + F.count] = (target[into + F.count] ?? 0) + (source[from + F.count] ?? 0)
}
