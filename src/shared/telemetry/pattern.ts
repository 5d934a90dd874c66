/** A part of a date or a time of day that a pattern's letters stand for. */
export type PatternField = 'yyyy' | 'yy' | 'MM' | 'dd' | 'DDD' | 'HH' | 'mm' | 'ss' | 'decimals'

/** One piece of a pattern: a text that must stand there, or digits. */
export type PatternPiece =
  | { readonly literal: string }
  | {
      readonly field: PatternField
      /** How many digits it has at least, and at most. */
      readonly fewest: number
      readonly most: number
    }

const LETTERS = new Set('yMdDHmsS')
const FIELDS: readonly PatternField[] = ['yyyy', 'yy', 'MM', 'dd', 'DDD', 'HH', 'mm', 'ss']
/** Each needs the one before it. */
const TIME_OF_DAY = [
  ['HH', 'hours'],
  ['mm', 'minutes'],
  ['ss', 'seconds'],
  ['decimals', 'decimals'],
] as const

type Piece = { literal: string } | { field: PatternField; fewest: number; most: number }

/**
 * Takes a pattern of dates and times apart, or says what is wrong with it.
 *
 * Letters are `yyyy` or `yy` (1970 to 2069), `MM`, `dd`, `DDD` (day of the year), `HH`, `mm`, `ss`
 * and `SSS`. All else stands for itself; letters do between apostrophes. A number may leave out its
 * leading zeros where no other number touches it. Behind a point or comma `SSS` is as many decimals
 * as there are; elsewhere it is as many digits as it has letters.
 */
export function parsePattern(pattern: string): readonly PatternPiece[] | string {
  const pieces: Piece[] = []
  const addLiteral = (text: string) => {
    const last = pieces.at(-1)
    if (last !== undefined && 'literal' in last) last.literal += text
    else pieces.push({ literal: text })
  }
  for (let at = 0; at < pattern.length;) {
    const char = pattern.charAt(at)
    if (char === "'") {
      const end = pattern.indexOf("'", at + 1)
      if (end === -1) return 'has an apostrophe without a second one'
      addLiteral(end === at + 1 ? "'" : pattern.slice(at + 1, end))
      at = end + 1
    } else if (LETTERS.has(char)) {
      let end = at + 1
      while (pattern[end] === char) end += 1
      const run = pattern.slice(at, end)
      const field = char === 'S' ? 'decimals' : FIELDS.find((known) => known === run)
      if (field === undefined || run.length > 9) {
        return `has "${run.slice(0, 10)}", which is none of yyyy, yy, MM, dd, DDD, HH, mm, ss and SSS; letters that stand for themselves go between apostrophes`
      }
      pieces.push({ field, fewest: run.length, most: run.length })
      at = end
    } else {
      addLiteral(char)
      at += 1
    }
  }
  setWidths(pieces)
  return fieldFault(pieces) ?? pieces
}

function setWidths(pieces: readonly Piece[]): void {
  for (const [i, piece] of pieces.entries()) {
    if ('literal' in piece) continue
    const [before, after] = [pieces[i - 1], pieces[i + 1]]
    const standsAlone = isLiteralOrEnd(before) && isLiteralOrEnd(after)
    if (!standsAlone) continue
    if (piece.field === 'decimals') {
      const sign = before !== undefined && 'literal' in before ? before.literal.at(-1) : undefined
      if (sign !== '.' && sign !== ',') continue
      piece.fewest = 1
      piece.most = Infinity
    } else if (piece.field !== 'yyyy' && piece.field !== 'yy') piece.fewest = 1
  }
}

/** A literal that begins or ends with a digit would touch a number. */
function isLiteralOrEnd(piece: Piece | undefined): boolean {
  return piece === undefined || ('literal' in piece && !/\d/.test(piece.literal))
}

function fieldFault(pieces: readonly Piece[]): string | null {
  const fields = pieces.flatMap((piece) => ('literal' in piece ? [] : [piece.field]))
  const has = (field: PatternField) => fields.includes(field)
  const twice = fields.find((field, i) => fields.indexOf(field) < i)
  if (twice !== undefined) return `has ${twice === 'decimals' ? 'SSS' : twice} twice`
  if (has('yyyy') === has('yy')) return 'needs a year: yyyy, or yy'
  const isMonthAndDay = has('MM') && has('dd') && !has('DDD')
  const isDayOfYear = has('DDD') && !has('MM') && !has('dd')
  if (!isMonthAndDay && !isDayOfYear) return 'needs a day: MM and dd, or DDD'
  for (const [i, [field, words]] of TIME_OF_DAY.entries()) {
    const [needed, neededWords] = TIME_OF_DAY[i - 1] ?? []
    if (needed !== undefined && has(field) && !has(needed)) {
      return `has ${words} without ${neededWords}`
    }
  }
  return null
}
