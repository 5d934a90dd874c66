import type { Definition } from '#shared/telemetry/definition'
import { MOST_IN_SITE, SITE } from '#shared/telemetry/site'
import { isWholeText } from '#shared/telemetry/wholeText'
import { nameFits } from './fileNames'
import { formatOf } from './formats/formats'
import type { Head } from './head'

/** The ground station that a file says it came from; null where it does not say it. */
export function siteOf(head: Head, definition: Definition): string | null {
  const { site } = definition
  if (site === undefined) return null
  const said =
    site.name === undefined
      ? headerValue(formatOf(definition).header(head, definition), site.header ?? '')
      : siteInName(head.name, site.name)
  const name = typeof said === 'number' ? String(said) : said
  return typeof name === 'string' && isName(name) ? name : null
}

const isName = (name: string): boolean =>
  name !== '' && name.length <= MOST_IN_SITE && isWholeText(name)

const headerValue = (header: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(header, key) ? header[key] : null

/** What a site's name is made of where it stands in a file's name. */
const IN_SITE = /^[\p{L}\p{N}-]$/u

/** The first and shortest part of a name that can stand where the pattern has the site. */
function siteInName(name: string, pattern: string): string | null {
  const [before = '', after = ''] = pattern.split(SITE)
  const chars = Array.from(name)
  // Asked once for each place, however many parts end there.
  const fitsAfter = chars.map((_, end) => nameFits(after, chars.slice(end).join('')))
  fitsAfter.push(nameFits(after, ''))
  for (const start of chars.keys()) {
    if (!nameFits(before, chars.slice(0, start).join(''))) continue
    for (let end = start + 1; end <= chars.length && IN_SITE.test(chars[end - 1] ?? ''); end++) {
      if (fitsAfter[end] === true) return chars.slice(start, end).join('')
    }
  }
  return null
}
