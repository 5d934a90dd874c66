import type { DataFile } from './data'

/** One whole run: its time, its memory, and that it stored what it had to. */
export interface Run {
  readonly seconds: number
  /** Of all its threads; null where that can't be measured, as the peak. */
  readonly processorSeconds: number | null
  readonly peakBytes: number | null
}

/** A program that brings a package into a database. */
export interface Contender {
  readonly name: string
  /** Which version of what, for the machine's facts. */
  readonly version: string
  /**
   * Brings the package into a new database in the empty folder, as a process of its own, and
   * counts what is stored.
   *
   * @throws {Error} when it fails or when the count is wrong
   */
  readonly run: (data: DataFile, folder: string, limitSeconds: number | null) => Promise<Run>
}

/** A contender that has to be installed first. */
export interface Peer {
  readonly name: string
  /** @throws {MissingError} when it is not there and can't be installed */
  readonly setUp: () => Promise<Contender>
}

/** Something that this machine lacks; the message says how to get it. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
}
