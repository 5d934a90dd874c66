/** Microseconds. */
const SECOND = 1e6
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Places on a time axis, whole microseconds since 1970 UTC, with the words below them. */
export interface TimeTick {
  readonly us: number
  readonly label: string
}

/** Steps on which clocks are read; each divides the next greater unit. */
const clockSteps: readonly number[] = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10].map((n) => n * DAY),
]
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
const MONTH = 30 * DAY

const CHARACTER_PX = 7
const BETWEEN_PX = 28

function iso(us: number): string {
  return new Date(Math.floor(us / 1000)).toISOString()
}

/** Decimals of a second that a step can change. */
function decimalsOf(stepUs: number): number {
  if (stepUs >= SECOND) return 0
  return 6 - Math.floor(Math.log10(stepUs) + 1e-9)
}

function labelOf(us: number, stepUs: number): string {
  const text = iso(us)
  if (stepUs >= 12 * MONTH) return text.slice(0, 4)
  if (stepUs >= MONTH) return text.slice(0, 7)
  if (us % DAY === 0) return text.slice(0, 10)
  if (stepUs >= MINUTE) return text.slice(11, 16)
  const seconds = text.slice(11, 19)
  const decimals = decimalsOf(stepUs)
  if (decimals === 0) return seconds
  const fraction = String(((us % SECOND) + SECOND) % SECOND).padStart(6, '0')
  return `${seconds}.${fraction.slice(0, decimals)}`
}

function labelPx(stepUs: number): number {
  const characters = stepUs >= MINUTE ? 10 : 9 + decimalsOf(stepUs)
  return characters * CHARACTER_PX + BETWEEN_PX
}

function monthTicks(fromUs: number, toUs: number, months: number): number[] {
  const first = new Date(fromUs / 1000)
  const start = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months
  const ticks: number[] = []
  for (let month = start; ; month += months) {
    const us = Date.UTC(Math.floor(month / 12), month % 12) * 1000
    if (us > toUs) return ticks
    if (us >= fromUs) ticks.push(us)
  }
}

/**
 * Ticks for an axis from one moment to another that is `widthPx` wide: as close together as their
 * labels can be read. Times of day are UTC; a tick at midnight says the day.
 */
export function timeTicks(fromUs: number, toUs: number, widthPx: number): TimeTick[] {
  const span = toUs - fromUs
  if (!(span > 0) || widthPx <= 0) return []
  const step = clockSteps.find((candidate) => {
    return (candidate / span) * widthPx >= labelPx(candidate)
  })
  if (step !== undefined) {
    const ticks: TimeTick[] = []
    for (let us = Math.ceil(fromUs / step) * step; us <= toUs; us += step) {
      ticks.push({ us, label: labelOf(us, step) })
    }
    return ticks
  }
  const fits = (n: number): boolean => ((n * MONTH) / span) * widthPx >= labelPx(n * MONTH)
  const months = monthSteps.find(fits) ?? 1200
  return monthTicks(fromUs, toUs, months).map((us) => ({ us, label: labelOf(us, months * MONTH) }))
}
