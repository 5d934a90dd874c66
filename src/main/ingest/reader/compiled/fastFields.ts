import { isMeasured } from '#shared/telemetry/measured'
import type { Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import { comparedValue } from '#shared/telemetry/numberText'
import { isNumbered } from '#shared/telemetry/states'
import { timeSources } from '#shared/telemetry/timeSources'
import { MissingValues } from '../../../record/cells/missingValues'
import { hasWords } from '../../../record/layout'
import { powerOf, timeReader, type TimeReader } from '../../../record/time/timeReader'

/** What the fast ways know of a channel that has a column. */
export interface FastColumn {
  /** By its place in the definition. */
  readonly channel: number
  readonly isRequired: boolean
  /** What a number must lie between to be stored as it is. */
  readonly min: number
  readonly max: number
  /** Numbers that stand for no value. */
  readonly missing: readonly number[]
  readonly isState: boolean
}

/** The same of a channel that is a word. */
export interface FastWord {
  readonly channel: number
  /** Its place among the words of a record. */
  readonly word: number
  readonly isRequired: boolean
}

/** How a time counts from a moment. */
export interface FastEpoch {
  /** Of ten, from what is counted to microseconds. */
  readonly power: number
  readonly startUs: number
}

/** What the fast ways know of a type. */
export interface FastFields {
  readonly columns: readonly FastColumn[]
  readonly words: readonly FastWord[]
  /** Null where the time does not count from a moment. */
  readonly epoch: FastEpoch | null
  /** What reads the time from the texts of its sources; null where it is a number or RFC 3339. */
  readonly timeOfTexts: TimeReader | null
  /** How many sources it has. */
  readonly timeTexts: number
  /** Moments that may be what is listed as missing. */
  readonly missingMoments: ReadonlySet<number>
}

/** Beyond this a whole number is none; whatever is beyond is left to the exact way. */
const MOST_EXACT = Number.MAX_SAFE_INTEGER

export function fastFields(definition: Definition, startUs: number | null): FastFields {
  const { channels } = definition
  const columns: FastColumn[] = []
  const words: FastWord[] = []
  let word = 0
  for (const [i, channel] of channels.entries()) {
    const isRequired = channel.required
    if (channel.kind === 'word') {
      words.push({ channel: i, word, isRequired })
    } else {
      const missing = missingNumbers(definition, channel)
      const isState = channel.kind === 'state'
      columns.push({ channel: i, isRequired, isState, ...boundsOf(definition, channel), missing })
    }
    if (hasWords(channel)) word += 1
  }
  const timeTexts = timeSources(definition.time).length
  return { columns, words, timeTexts, ...fastTime(definition, startUs) }
}

function fastTime(
  definition: Definition,
  startUs: number | null,
): Pick<FastFields, 'epoch' | 'timeOfTexts' | 'missingMoments'> {
  const { time, file, missing } = definition
  const decimal = decimalOf(file)
  if (time.form === 'rfc3339' || time.form === 'epoch' || time.form === 'elapsed') {
    const start = time.form === 'elapsed' ? (startUs ?? 0) : 0
    const epoch = time.form === 'rfc3339' ? null : { power: powerOf(time.unit), startUs: start }
    return { epoch, timeOfTexts: null, missingMoments: missingMoments(definition, startUs) }
  }
  const timeOfTexts = timeReader(time, { decimal, missing: new MissingValues(decimal, missing) })
  return { epoch: null, timeOfTexts, missingMoments: new Set() }
}

/** Nothing lies between those of a state that stores no numbers. */
function boundsOf(
  { file, missing }: Definition,
  channel: Channel,
): { readonly min: number; readonly max: number } {
  if (channel.kind === 'state') {
    const most = isNumbered(channel, decimalOf(file)) ? MOST_EXACT : -1
    return { min: -most, max: most }
  }
  if (channel.kind === 'word') return { min: -MOST_EXACT, max: MOST_EXACT }
  // A text that is listed as missing may be a whole number that no double is.
  const mayBeListed = missing !== undefined || channel.missing !== undefined
  const most = isMeasured(channel) && !mayBeListed ? Number.MAX_VALUE : MOST_EXACT
  const { min = -most, max = most } = channel.valid ?? {}
  return { min: Math.max(min, -most), max: Math.min(max, most) }
}

function missingNumbers({ missing = [], file }: Definition, channel: Channel): readonly number[] {
  return [...missing, ...(channel.missing ?? [])]
    .map((value) => comparedValue(value, decimalOf(file)))
    .filter((value) => typeof value === 'number')
}

function missingMoments({ missing = [], file, time }: Definition, startUs: number | null) {
  const decimal = decimalOf(file)
  const read = timeReader(time, {
    decimal,
    missing: new MissingValues(decimal),
    ...(startUs === null ? {} : { startUs }),
  })
  const moments = missing.map((value) => read([String(value)]))
  return new Set(moments.filter((moment) => typeof moment === 'number'))
}
