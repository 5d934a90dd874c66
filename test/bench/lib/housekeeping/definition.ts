import { Definition, FORMAT } from '#shared/telemetry/definition'

/** A package of an operator's own satellite type, with as many channels as are asked for. */
export interface HousekeepingSpec {
  readonly format: 'ndjson' | 'csv'
  readonly channels: number
  readonly lines: number
}

/** Of every twenty channels the first fifteen are numbers, the last is a word. */
const GROUP = 20
const NUMBERS = 15
const WORD = 19
const MODES = ['safe', 'idle', 'downlink', 'eclipse']

/** The type of such packages. Its channels stand in a line in this order, behind the time. */
export function housekeepingType({ format, channels }: HousekeepingSpec): Definition {
  const all = Array.from({ length: channels }, (_, index) => channelAt(index))
  const named = ['time', ...all.map(({ from }) => from)]
  return Definition.parse({
    format: FORMAT,
    type: `housekeeping_${channels}_${format}`,
    title: `Housekeeping of ${channels} channels`,
    file: { kind: format === 'csv' ? 'delimited' : 'ndjson' },
    recognise: format === 'csv' ? { columns: named } : { keys: named },
    time: { form: 'rfc3339', from: 'time' },
    channels: all,
  })
}

function channelAt(index: number): { from: string; states?: unknown } {
  const place = index % GROUP
  const kind = place < NUMBERS ? 'number' : place < WORD ? 'state' : 'word'
  const name = `${kind}_${index + 1}`
  const common = { name, from: name, kind }
  if (kind !== 'state') return common
  // One after the other, they say what they are by a number or by a text.
  const valueOf = (mode: string, code: number) => (place % 2 === 0 ? code : mode)
  return {
    ...common,
    states: MODES.map((mode, code) => ({ value: valueOf(mode, code), word: mode.toUpperCase() })),
  }
}
