import type { Plain } from '../inbox/rules'
import type { Span } from '../raw/json'

/** A value in a line. */
export interface LineCell extends Span {
  /** What JSON.parse gives, or the text of a cell. */
  readonly value: unknown
}

/**
 * A line taken apart, to look at its values and to change one of them; every other character stays as
 * it is. Values go by what definitions read them from: a key, a JSON pointer, a column's name, or
 * 'column 7' for one whose name is none. Changes give the new text, null where they can't be made.
 */
export interface LineCells {
  /** The value that counts under a key; null where there is none. */
  cell(key: string): LineCell | null
  /** Whether that is this value. */
  holds(key: string, value: Plain): boolean
  set(key: string, value: Plain): string | null
  /** The value goes; so does its key, where the line names it. */
  drop(key: string): string | null
  /** Null where a line does not name its values itself. */
  rename(from: string, to: string): string | null
}
