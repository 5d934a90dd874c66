import type { FileCode, LineCode } from './codes'

/** A code in words: `title` heads a group of equal faults, `help` says what is expected or next. */
export interface CodeWords {
  readonly title: string
  readonly help: string
}

export const lineCodeWords: Readonly<Record<LineCode, CodeWords>> = {
  invalid_utf8: {
    title: 'Not UTF-8 text',
    help: 'Some bytes of this line are not UTF-8. They are shown as \\xNN.',
  },
  line_too_long: {
    title: 'Line too long',
    help: 'Lines of up to 16 MiB are read. This one is longer, so it was not parsed.',
  },
  invalid_json: {
    title: 'Not valid JSON',
    help: 'A line must be one complete JSON object.',
  },
  not_an_object: {
    title: 'Not a JSON object',
    help: 'The line is JSON, but not an object in { } with the fields of its satellite type.',
  },
  wrong_column_count: {
    title: 'Too few columns',
    help: 'A line must have a cell for each column, even where it is empty.',
  },
  open_quote: {
    title: 'Quote without an end',
    help: 'A quote is not closed in its line. A record is one line, also where a line break is quoted.',
  },
  missing_field: {
    title: 'Field missing',
    help: 'A field of this satellite type is not there, or is an empty text.',
  },
  wrong_type: {
    title: 'Wrong kind of value',
    help: 'A number must be a number or a text that reads as one; a word must be a text.',
  },
  not_finite: {
    title: 'Number too large',
    help: 'The number is beyond what a 64-bit double can hold.',
  },
  out_of_range: {
    title: 'Out of range',
    help: 'The value is outside the range that this field allows.',
  },
  invalid_timestamp: {
    title: 'Not a timestamp',
    help: 'Its satellite type says how a time is written. In RFC 3339 it looks like 2023-12-26T09:34:27.602982Z, with Z or an offset such as +01:00.',
  },
  rejected_by_database: {
    title: 'Refused by the database',
    help: 'The line was read well, but the database did not take the record.',
  },
}

export const fileCodeWords: Readonly<Record<FileCode, CodeWords>> = {
  empty_file: {
    title: 'The file is empty',
    help: 'Copy the package again, then retry.',
  },
  invalid_header: {
    title: 'It begins as no package of a known type does',
    help: 'Say which type it is of, or mend it and retry.',
  },
  unknown_satellite_type: {
    title: 'Unknown satellite type',
    help: 'Say which type it is of, or mend it and retry.',
  },
  ambiguous_type: {
    title: 'Several satellite types fit',
    help: 'Say which type it is of.',
  },
  needs_start: {
    title: 'Its times count from a start',
    help: 'Say when that was.',
  },
  unreadable: {
    title: 'The file could not be read',
    help: 'Check that it is still there and may be read, then retry.',
  },
  changed_while_reading: {
    title: 'The file changed while it was read',
    help: 'Wait until nothing writes to it any more, then retry.',
  },
  crashed: {
    title: 'Reading this file kept failing',
    help: 'Other files go on. Retry it, and keep the file for whoever looks into it.',
  },
  storage_error: {
    title: 'The database could not store it',
    help: 'Check the free space and the database folder, then retry.',
  },
  nothing_imported: {
    title: 'No line could be imported',
    help: 'Mend the header or the lines, then retry. A line that is mended makes it complete.',
  },
  cannot_replace: {
    title: 'This copy could not take its place',
    help: 'Nothing was replaced. Retry when that has changed, or remove this copy.',
  },
}
