import { parsePattern, type PatternField } from '#shared/telemetry/pattern'
import { dayOfDate, dayOfOrdinal } from './calendar'
import type { Clock } from './clock'
import { digitsAt, microsOfDecimals } from './digits'
import { momentOf } from './moment'
import { NOT_A_TIMESTAMP } from './reasons'

const FIELDS: readonly PatternField[] = [
  'yyyy',
  'yy',
  'MM',
  'dd',
  'DDD',
  'HH',
  'mm',
  'ss',
  'decimals',
]
const [YEAR, SHORT_YEAR, MONTH, DAY, DAY_OF_YEAR, HOUR, MINUTE, SECOND, DECIMALS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const
const LITERAL = -1

/** A piece of a pattern, all of one shape. */
interface Step {
  /** A place in FIELDS, or LITERAL. */
  readonly field: number
  readonly literal: string
  readonly fewest: number
  readonly most: number
}

/** Reads moments that are written by a pattern of a definition. */
export class PatternReader {
  readonly #steps: readonly Step[]
  readonly #clock: Clock
  /** What the last text had for each of FIELDS; 0 for those that the pattern has not. */
  readonly #values = new Float64Array(FIELDS.length)
  readonly #hasShortYear: boolean
  readonly #hasDayOfYear: boolean

  constructor(pattern: string, clock: Clock) {
    const pieces = parsePattern(pattern)
    if (typeof pieces === 'string') throw new Error(`The pattern ${pieces}`)
    this.#steps = pieces.map((piece) =>
      'literal' in piece
        ? { field: LITERAL, literal: piece.literal, fewest: 0, most: 0 }
        : { ...piece, field: FIELDS.indexOf(piece.field), literal: '' },
    )
    this.#clock = clock
    this.#hasShortYear = this.#steps.some(({ field }) => field === SHORT_YEAR)
    this.#hasDayOfYear = this.#steps.some(({ field }) => field === DAY_OF_YEAR)
  }

  /** Microseconds since 1970 UTC, or a reason; decimals of a second beyond six are cut. */
  read(text: string): number {
    return this.#match(text, 0) === text.length ? this.#moment() : NOT_A_TIMESTAMP
  }

  /** The same of the first place in a text where a moment stands that no more digits touch. */
  find(text: string): number {
    for (let at = 0; at < text.length; at += 1) {
      const end = this.#match(text, at)
      const isTouched = digitsAt(text, at - 1, 2) >= 0 || digitsAt(text, end - 1, 2) >= 0
      const moment = end < 0 || isTouched ? NOT_A_TIMESTAMP : this.#moment()
      if (moment >= 0) return moment
    }
    return NOT_A_TIMESTAMP
  }

  /** Where the pattern ends that begins at `at`, -1 where it does not fit. */
  #match(text: string, at: number): number {
    let end = at
    for (const step of this.#steps) {
      const start = end
      if (step.field === LITERAL) {
        if (!text.startsWith(step.literal, start)) return -1
        end += step.literal.length
        continue
      }
      let value = 0
      for (const limit = start + step.most; end < limit; end += 1) {
        const digit = text.charCodeAt(end) - 0x30
        if (!(digit >= 0 && digit <= 9)) break
        value = value * 10 + digit
      }
      if (end - start < step.fewest) return -1
      this.#values[step.field] =
        step.field === DECIMALS ? microsOfDecimals(text, start, end) : value
    }
    return end
  }

  #moment(): number {
    const values = this.#values
    const valueOf = (field: number) => values[field] ?? 0
    const short = valueOf(SHORT_YEAR)
    const year = this.#hasShortYear ? (short < 70 ? 2000 : 1900) + short : valueOf(YEAR)
    const day = this.#hasDayOfYear
      ? dayOfOrdinal(year, valueOf(DAY_OF_YEAR))
      : dayOfDate(year, valueOf(MONTH), valueOf(DAY))
    return momentOf(
      day,
      valueOf(HOUR),
      valueOf(MINUTE),
      valueOf(SECOND),
      valueOf(DECIMALS),
      this.#clock,
    )
  }
}
