import { counted, countText } from '#shared/numbers'
import type { TypeCandidate } from '#shared/telemetry/candidate'
import type { CommonestFault } from '../../database/inbox/commonestFault'

/**
 * Why a package is held of which every line is bad: one mistake rather than so many.
 *
 * @param type what it was read as
 * @param fault what most of its lines have; null where that is not known
 * @param candidates how well its first lines can be read as each type, the best first
 */
export function nothingImportedWords(
  badLines: number,
  type: string,
  fault: CommonestFault | null,
  candidates: readonly TypeCandidate[],
): string {
  const lines = badLines === 1 ? 'Its only line' : `None of its ${countText(badLines)} lines`
  const failed = badLines === 1 ? 'could not be imported' : 'could be imported'
  const why = fault === null ? '' : ` ${reasonWords(badLines, fault)}`
  const asNamed = `${lines} ${failed} as ${type}.${why}`
  const fitting = candidates.filter((other) => other.type !== type && other.records > 0)
  const [best, ...others] = fitting.map((other) => other.type)
  if (best === undefined)
    return `${asNamed} No other type that this station knows fits them either.`
  const also = others.length === 0 ? '' : ` (also ${others.join(', ')})`
  return `${asNamed} They fit ${best}${also}: was it taken for the wrong type?`
}

function reasonWords(badLines: number, { issues, lines, firstLine }: CommonestFault): string {
  const [first, ...others] = issues
  const which =
    lines === badLines ? 'The reason' : `The most frequent reason, of ${counted(lines, 'line')}`
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'more fault')}`
  const where = `${lines === 1 ? '' : 'first '}in line ${countText(firstLine)}`
  return `${which}: ${first?.message ?? ''}${more}, ${where}.`
}
