import type { CellReader } from '../../../../record/cells/cellReader'
import type { FastColumn, FastFields } from '../fastFields'

/** What is done with a cell, by its place in the line. */
export type Plan =
  | { readonly kind: 'time' | 'ignored' }
  /** One of the texts that the time is read from, by its place among them. */
  | { readonly kind: 'timeText'; readonly part: number }
  /** What says of which kind a record is; those of other kinds are for the exact way. */
  | { readonly kind: 'only'; readonly is: ReadonlySet<string | number> }
  | { readonly kind: 'unknown'; readonly name: string }
  | {
      readonly kind: 'column'
      readonly column: number
      readonly fast: FastColumn
      readonly read: CellReader
    }
  | { readonly kind: 'word'; readonly word: number; readonly read: CellReader }

/** How the time is read. */
export type FastTime = Pick<FastFields, 'epochs' | 'timeOfTexts' | 'missingMoments'> & {
  /** How many texts it is read from. */
  readonly parts: number
}
