import { isMeasured, type Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import { comparedValue } from '#shared/telemetry/numberText'
import { isNumbered } from '#shared/telemetry/states'
import { cellReaders, type CellReader } from '../../../record/cells/cellReader'
import { MissingValues } from '../../../record/cells/missingValues'
import { hasWords } from '../../../record/layout'
import { EpochReader } from '../../../record/time/epochReader'
import { timeReader, type TimeReader } from '../../../record/time/timeReader'

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
  /** What a text is read by; null where only a number is a value. */
  readonly readText: CellReader | null
}

/** The same of a channel that is a word. */
export interface FastWord {
  readonly channel: number
  /** Its place among the words of a record. */
  readonly word: number
  readonly isRequired: boolean
  readonly missing: MissingValues
}

/** What the fast ways know of a type. */
export interface FastFields {
  readonly columns: readonly FastColumn[]
  readonly words: readonly FastWord[]
  /** Null where the time is text. */
  readonly epochs: EpochReader | null
  /** What reads the time from the texts of its sources; null where it is a number or RFC 3339. */
  readonly timeOfTexts: TimeReader | null
  /** Moments that may be what is listed as missing. */
  readonly missingMoments: ReadonlySet<number>
}

/** Beyond this a whole number is none; whatever is beyond is left to the exact way. */
const MOST_EXACT = Number.MAX_SAFE_INTEGER

export function fastFields(definition: Definition, startUs: number | null): FastFields {
  const { file, channels } = definition
  const decimal = decimalOf(file)
  const readers = cellReaders(definition)
  const columns: FastColumn[] = []
  const words: FastWord[] = []
  let word = 0
  for (const [i, channel] of channels.entries()) {
    const isRequired = channel.required
    if (channel.kind === 'word') {
      const missing = new MissingValues(decimal, definition.missing, channel.missing)
      words.push({ channel: i, word, isRequired, missing })
    } else {
      const isState = channel.kind === 'state'
      const readText = isState ? (readers[i] ?? null) : null
      const missing = missingNumbers(definition, channel)
      columns.push({ channel: i, isRequired, ...boundsOf(definition, channel), missing, readText })
    }
    if (hasWords(channel)) word += 1
  }
  return { columns, words, ...fastTime(definition, startUs) }
}

function fastTime(
  definition: Definition,
  startUs: number | null,
): Pick<FastFields, 'epochs' | 'timeOfTexts' | 'missingMoments'> {
  const { time, file, missing } = definition
  const decimal = decimalOf(file)
  if (time.form === 'rfc3339' || time.form === 'epoch' || time.form === 'elapsed') {
    const epochs =
      time.form === 'rfc3339'
        ? null
        : new EpochReader(time.unit, time.form === 'elapsed' ? (startUs ?? 0) : 0, decimal)
    const moments = missingMoments(definition, startUs)
    return { epochs, timeOfTexts: null, missingMoments: moments }
  }
  const timeOfTexts = timeReader(time, { decimal, missing: new MissingValues(decimal, missing) })
  return { epochs: null, timeOfTexts, missingMoments: new Set() }
}

/** Nothing lies between those of a state that stores no numbers. */
function boundsOf(
  { file }: Definition,
  channel: Channel,
): { readonly min: number; readonly max: number } {
  if (channel.kind === 'state') {
    const most = isNumbered(channel, decimalOf(file)) ? MOST_EXACT : -1
    return { min: -most, max: most }
  }
  if (channel.kind === 'word') return { min: -MOST_EXACT, max: MOST_EXACT }
  const most = isMeasured(channel) ? Number.MAX_VALUE : MOST_EXACT
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
