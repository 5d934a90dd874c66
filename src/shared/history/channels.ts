/**
 * What is known of each second. `lines`, `bad` and `bytes` are what was stored, per second: all
 * lines, those of them that are bad, and how much of their files. `queued` and `processing` are
 * files; `staged` are chunks between reading and writing. `writer` and `readers` are how busy the
 * threads were, in percent; of several readers the mean. `memory` of the process and `wal` are bytes.
 */
export const historyChannels = [
  'lines',
  'bad',
  'bytes',
  'queued',
  'processing',
  'staged',
  'writer',
  'readers',
  'memory',
  'wal',
] as const

export type HistoryChannel = (typeof historyChannels)[number]

export type OfChannels<T> = { readonly [C in HistoryChannel]: T }

/** Something for each channel. */
export function ofChannels<T>(make: (channel: HistoryChannel) => T): OfChannels<T> {
  return {
    lines: make('lines'),
    bad: make('bad'),
    bytes: make('bytes'),
    queued: make('queued'),
    processing: make('processing'),
    staged: make('staged'),
    writer: make('writer'),
    readers: make('readers'),
    memory: make('memory'),
    wal: make('wal'),
  }
}
