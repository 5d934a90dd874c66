import { kindsOf, wholeSchema, type Schema } from './schemaKinds'

/** The keys that objects of a definition have, by where these stand: '' for the whole of it. */
type KnownKeys = ReadonlyMap<string, ReadonlySet<string>>

let known: KnownKeys | null = null

/** Made when somebody first needs it: a definition that is right never does. */
function knownKeys(): KnownKeys {
  if (known !== null) return known
  const found = new Map<string, Set<string>>()
  collect(wholeSchema(), [], found)
  known = found
  return found
}

function collect(schema: Schema, path: readonly string[], found: Map<string, Set<string>>): void {
  for (const { properties, items } of kindsOf(schema)) {
    if (items !== undefined) collect(items, path, found)
    if (properties === undefined) continue
    const place = path.join('.')
    const keys = found.get(place) ?? new Set()
    found.set(place, keys)
    for (const [key, value] of Object.entries(properties)) {
      keys.add(key)
      collect(value, [...path, key], found)
    }
  }
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.filter((key) => typeof key !== 'number').join('.')

const MOST_NAMED = 4

/** `min and max`: what an object in this place has; null where nothing is known of it. */
export function keysWords(path: readonly PropertyKey[]): string | null {
  const keys = [...(knownKeys().get(placeOf(path)) ?? [])]
  if (keys.length === 0) return null
  const named = keys.slice(0, MOST_NAMED)
  return new Intl.ListFormat('en').format(keys.length > MOST_NAMED ? [...named, 'others'] : named)
}

/**
 * What may have been meant by a key that is not known in an object: where it belongs, or how it is
 * spelt; null where nothing is near.
 *
 * @param path of the object
 */
export function meantWords(path: readonly PropertyKey[], key: string): string | null {
  const here = knownKeys().get(placeOf(path)) ?? new Set()
  // Objects of another kind in this place have it.
  if (here.has(key)) return null
  const near = nearest(key, here)
  if (near !== null) return `did you mean ${near}?`
  const places = [...knownKeys()].filter(([, keys]) => keys.has(key)).map(([place]) => place)
  if (places.length === 0) return null
  if (places.includes('')) return 'it stands beside file'
  return `it stands inside ${new Intl.ListFormat('en', { type: 'disjunction' }).format(places)}`
}

const MOST_DIFFERENT = 2
const LONGEST = 20

function nearest(key: string, keys: Iterable<string>): string | null {
  if (key.length > LONGEST) return null
  let best: string | null = null
  let least = Math.min(MOST_DIFFERENT, key.length / 3) + 1
  for (const one of keys) {
    const distance = distanceOf(key.toLowerCase(), one)
    if (distance < least) [best, least] = [one, distance]
  }
  return best
}

/** How many letters have to be put in, taken out or changed to make one text of the other. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
