import { countText } from '#shared/numbers'

/** What the header asked for, and which other types the first lines fit, the best one first. */
export interface FittingTypes {
  readonly named: string
  readonly fitting: readonly string[]
}

/** Why a package is held of which every line is bad: one mistake rather than so many. */
export function nothingImportedWords(badLines: number, { named, fitting }: FittingTypes): string {
  const lines = badLines === 1 ? 'Its only line' : `None of its ${countText(badLines)} lines`
  const [best, ...others] = fitting
  const failed = badLines === 1 ? 'could not be imported' : 'could be imported'
  const asNamed = `${lines} ${failed} as ${named}, which its header names.`
  if (best === undefined)
    return `${asNamed} No other type that this station knows fits them either.`
  const also = others.length === 0 ? '' : ` (also ${others.join(', ')})`
  return `${asNamed} They fit ${best}${also}: is the header the wrong one?`
}
