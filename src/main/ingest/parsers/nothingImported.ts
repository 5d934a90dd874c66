import { countText } from '#shared/numbers'
import type { TypeCandidate } from '#shared/telemetry/candidate'

/**
 * Why a package is held of which every line is bad: one mistake rather than so many.
 *
 * @param type what it was read as
 * @param candidates how well its first lines can be read as each type, the best first
 */
export function nothingImportedWords(
  badLines: number,
  type: string,
  candidates: readonly TypeCandidate[],
): string {
  const lines = badLines === 1 ? 'Its only line' : `None of its ${countText(badLines)} lines`
  const failed = badLines === 1 ? 'could not be imported' : 'could be imported'
  const asNamed = `${lines} ${failed} as ${type}.`
  const fitting = candidates.filter((other) => other.type !== type && other.records > 0)
  const [best, ...others] = fitting.map((other) => other.type)
  if (best === undefined)
    return `${asNamed} No other type that this station knows fits them either.`
  const also = others.length === 0 ? '' : ` (also ${others.join(', ')})`
  return `${asNamed} They fit ${best}${also}: was it taken for the wrong type?`
}
