import type { LineIssue } from '../codes'
import type { Span } from '../raw/json'
import type { DecimalSign } from '../telemetry/numberText'
import type { Source } from '../telemetry/source'
import type { LineCells } from './lineCells'

/** How a package writes its lines: all that is needed to take one apart. */
export interface Lines<F> {
  readonly file: F
  /** The names of the file's columns, in their order; none where each line names its values. */
  readonly columns: readonly string[]
}

/**
 * A way to write telemetry in lines of text, as far as definitions, the inbox and the window have to
 * know it. How whole files are read and written is in `src/main/ingest/reader/formats`.
 *
 * `F` is what a definition says of its files. A format is only ever given what is of its own kind.
 */
export interface TextFormat<F> {
  /** Whether each line names its values itself; else its file's columns do. */
  readonly namesValues: boolean
  /** Whether a line says of what kind a value is, so that 7 and "7" are two. */
  readonly typesValues: boolean
  /** What a line is that does not come apart, as a reason. */
  readonly noCells: string
  /** How files are written, in a few words. */
  words(file: F): string
  /** Whether there is a line about the file, by keys. */
  hasHeader(file: F): boolean
  /** What stands before the decimals of numbers that are written as text. */
  decimal(file: F): DecimalSign
  encoding(file: F): 'utf8' | 'latin1'
  /** Tells which parts of what is said of a file contradict the others, and how. */
  check(file: F, report: (part: string, reason: string) => void): void
  /** Why a file can't be known by its columns or by its keys; null where it can. */
  unknowable(file: F, by: 'columns' | 'keys'): string | null
  /**
   * Names the place in a line that a source leads to, so that two ways to one place have the same
   * name; what `refuse` gives for one that leads nowhere.
   */
  placeIn(file: F): (source: Source, refuse: (reason: string) => null) => string | null
  /** Null for a line that does not come apart. */
  cells(text: string, lines: Lines<F>): LineCells | null
  /** What the values of a line go by, as far as it comes apart. */
  keys(text: string, lines: Lines<F>): readonly string[]
  /** Where something more goes into a line. */
  end(text: string): number
  /** Finds where in a line its faults stand, those of its bytes aside; null for no place. */
  faultIn(text: string, lines: Lines<F>): (issue: LineIssue) => Span | null
}

/** All of a line. */
export function wholeSpan(text: string): Span {
  return { start: 0, end: text.length }
}
