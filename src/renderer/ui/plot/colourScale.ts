import { shareBetween } from './valueScale'

type Rgb = readonly [number, number, number]

function parse(colour: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}

/** So many colours from the first stop to the last. The stops are 'rgb(…)', as a style resolves. */
export function colourSteps(stops: readonly string[], steps: number): string[] {
  const parsed = stops.map(parse)
  return Array.from({ length: steps }, (_, i) => {
    const at = (steps < 2 ? 0 : i / (steps - 1)) * (parsed.length - 1)
    const low = parsed[Math.floor(at)] ?? [0, 0, 0]
    const high = parsed[Math.ceil(at)] ?? low
    const mixed = low.map((from, channel) => {
      return Math.round(from + ((high[channel] ?? from) - from) * (at % 1))
    })
    return `rgb(${mixed.join(' ')})`
  })
}

/** The place of a value among `steps` equal parts of a range; the middle one of an empty range. */
export function stepOf(value: number, min: number, max: number, steps: number): number {
  if (!(max > min)) return Math.floor(steps / 2)
  return Math.min(steps - 1, Math.max(0, Math.floor(shareBetween(value, min, max) * steps)))
}
