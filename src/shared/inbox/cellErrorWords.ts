import type { LineCode } from '../codes'
import { counted } from '../numbers'
import { quoted } from '../telemetry/fault'
import { oddNumber, oddNumberWords } from '../telemetry/numberText'
import { lineCodeWords } from '../words'
import type { UnreadCells } from './cellErrors'

/**
 * Why a cell can't be read, in words.
 *
 * @param raw its text, which may be a text of JSON; null for the reason that all with the code share
 */
export function cellReason(code: LineCode, raw: string | null): string {
  const odd = code === 'wrong_type' && raw !== null ? oddNumber(bare(raw)) : null
  return odd === null ? lineCodeWords[code].title.toLowerCase() : oddNumberWords(odd)
}

/** A text of JSON without its quotes. */
const bare = (raw: string): string => raw.replace(/^"(.*)"$/s, '$1')

/** Goes on after a channel's name, or a number of cells. */
export const CANT_BE_READ = "can't be read"

/** Goes on after the count of bad lines; '' where all cells could be read. */
export function besideLines(cells: number): string {
  return cells === 0 ? '' : `, ${counted(cells, 'cell')} ${CANT_BE_READ}`
}

/** @param name what the channel is called */
export function unreadWords(name: string, cells: number): string {
  return `${name} ${CANT_BE_READ}: ${counted(cells, 'cell')}`
}

/** What the first of them says, and why it can't be read; goes on after its line. */
export function firstCellWords({ code, firstRaw }: UnreadCells): string {
  const text = firstRaw === null ? '' : `: ${quoted(bare(firstRaw))}`
  return `${text} (${cellReason(code, firstRaw)})`
}
