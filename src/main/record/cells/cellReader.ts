import type { LineIssue } from '#shared/codes'
import type { Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { decimalOf } from '#shared/formats/formats'
import type { DecimalSign } from '#shared/telemetry/numberText'
import { sourcePath } from '#shared/telemetry/sourcePath'
import { FieldIssues } from './fieldIssues'
import { MissingValues } from './missingValues'
import { numberReader } from './numberCell'
import { stateReader } from './stateCell'
import { wordReader } from './wordCell'

/**
 * Reads one channel's value from a line: what is stored for it, null where there is none and need
 * not be one, or what is wrong, as a value. It takes what JSON.parse gives (undefined for a key that
 * is not there), a JsonNumber in the place of a number, or the text of a cell.
 *
 * What is stored is as in the file, without scale and offset. A double goes into the channel's column
 * (see `columnsOf`), a text among the record's words.
 */
export type CellReader = (value: unknown) => number | string | null | LineIssue

/** The readers of a type's channels, in its order. They are made once for each file. */
export function cellReaders(definition: Definition): readonly CellReader[] {
  const decimal = decimalOf(definition.file)
  return definition.channels.map((channel) =>
    cellReader(channel, decimal, new MissingValues(decimal, definition.missing, channel.missing)),
  )
}

const WANTED: Readonly<Record<Channel['kind'], string>> = {
  number: 'a number',
  state: 'text or a number',
  word: 'text',
}

function cellReader(channel: Channel, decimal: DecimalSign, missing: MissingValues): CellReader {
  const issues = new FieldIssues(sourcePath(channel.from), WANTED[channel.kind])
  const read = readerOfKind(channel, decimal, missing, issues)
  if (channel.required) return read
  return (value) => {
    if (value === undefined || value === null || value === '') return null
    const result = read(value)
    return result === issues.noValue ? null : result
  }
}

function readerOfKind(
  channel: Channel,
  decimal: DecimalSign,
  missing: MissingValues,
  issues: FieldIssues,
): CellReader {
  switch (channel.kind) {
    case 'number':
      return numberReader(channel, decimal, missing, issues)
    case 'state':
      return stateReader(channel, decimal, missing, issues)
    case 'word':
      return wordReader(missing, issues)
  }
}
