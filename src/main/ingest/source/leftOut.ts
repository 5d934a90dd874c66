import { counted } from '#shared/numbers'

/** What of a package's file is not in the database, by what the database itself says of the file. */
export interface LeftOut {
  /** Bad lines that were not mended: nothing can be asked of what they say. */
  readonly badLines: number
  /** Bad lines, mended or not, of which the database holds only the beginning. */
  readonly cutBadLines: number
  /** Keys that its satellite type does not know; all beyond the first hundred count as one. */
  readonly unknownKeys: number
  readonly unknownValues: number
  /** Cells of good lines that can't be read. */
  readonly cellErrors: number
  /** Records of kinds that the type leaves out of a mixed file. */
  readonly otherRecords: number
  /** Values whose key came again in their line; null where the version that read it did not count. */
  readonly repeatedValues: number | null
  /** Its last line was taken although it was no whole record: the rest may be anywhere. */
  readonly isCut: boolean
  /**
   * Each of its records is a line that was mended: it was complete by that, and nobody has compared
   * what its file says since with what was read.
   */
  readonly isMendedOnly: boolean
}

/**
 * What a file holds that the database does not, in words such as `399 values under 1 unknown key`;
 * null when all of it is there. This is the law by which a source may be deleted. Blank lines, the
 * header's other keys and decimals of a time beyond six don't count.
 */
export function leftOutWords(found: LeftOut): string | null {
  const parts = [
    found.badLines > 0 ? counted(found.badLines, 'bad line') : null,
    // Those that are still bad are counted above.
    found.badLines === 0 && found.cutBadLines > 0
      ? `the rest of ${counted(found.cutBadLines, 'mended line')} longer than the database keeps`
      : null,
    found.unknownValues > 0
      ? `${counted(found.unknownValues, 'value')} under ${counted(found.unknownKeys, 'unknown key')}`
      : null,
    found.cellErrors > 0 ? `${counted(found.cellErrors, 'cell')} that can't be read` : null,
    found.otherRecords > 0 ? `${counted(found.otherRecords, 'record')} of other kinds` : null,
    repeatedWords(found.repeatedValues),
    found.isCut ? 'the end of its last line, which was cut' : null,
    found.isMendedOnly
      ? 'perhaps changes of its file, which was not read again after it was mended'
      : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return new Intl.ListFormat('en').format(parts)
}

function repeatedWords(values: number | null): string | null {
  if (values === null)
    return 'perhaps values of repeated keys, which an older version did not count'
  return values === 0 ? null : `${counted(values, 'earlier value')} of repeated keys`
}
