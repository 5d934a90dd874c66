import { z } from 'zod'
import { isWholeText } from './wholeText'

/** What a channel or a satellite type is called: it becomes a column, or a part of a view's name. */
const NAME = /^[a-z][a-z0-9_]{0,62}$/

export const Name = z.string().regex(NAME, {
  error: 'must be 1 to 63 small letters, digits and underscores, the first one a letter',
})

/** A text that stands in a file and is only ever compared. */
export function fileText(most: number) {
  return z.string().min(1).max(most)
}

/** A text that people read. It may hold anything that can be stored and shown. */
export function shownText(most: number) {
  return fileText(most).refine(isWholeText, {
    error: 'has half of a character, or a NUL, in it',
  })
}

/** How many characters a key, a column's name or a cell that is listed may have. */
export const MOST_IN_CELL = 1000
