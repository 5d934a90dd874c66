import type { z } from 'zod'
import { keysWords, meantWords } from './knownKeys'

/** What is wrong with a definition, for people: at `channels[3].scale`, `must not be 0`. */
export interface Fault {
  /** '' for the whole of it. */
  readonly place: string
  /** Goes on after the place. */
  readonly reason: string
  /** The name of the channel that the place is in: nobody counts channels. */
  readonly channel?: string | undefined
}

type Path = readonly PropertyKey[]

const SIMPLE_KEY = /^[A-Za-z_$][\w$]{0,62}$/
const MOST_SHOWN = 60

/** A place in a definition as people write it. Keys may be any text, and are cut where long. */
export function placeOf(path: Path): string {
  let place = ''
  for (const key of path) {
    if (typeof key === 'number') place += `[${key}]`
    else if (SIMPLE_KEY.test(String(key))) place += `${place === '' ? '' : '.'}${String(key)}`
    else place += `[${quoted(String(key))}]`
  }
  return place
}

/** A text out of a definition inside a sentence. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)
}

/** A fault as a sentence without its full stop. */
export function faultWords({ place, reason, channel }: Fault): string {
  if (place === '') return `it ${reason}`
  const named = channel === undefined ? '$&' : `$& (${channel})`
  return `${place.replace(IN_CHANNEL, named)} ${reason}`
}

/** How the place of what is in a channel begins. */
export const IN_CHANNEL = /^channels\[(\d+)\]/

/** What to say of files of definitions that can't be used. */
export function definitionFaultWords(faults: string): string {
  return `A satellite type can't be used as its file says it: ${faults} Mend the file; nothing else waits for it.`
}

/** What zod found, in plain words. @param root what it looked at. */
export function shapeFaults(issue: z.core.$ZodIssue, root: unknown): readonly Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const meant = meantWords(issue.path, key)
      return {
        place: placeOf([...issue.path, key]),
        reason: `is not known here${meant === null ? '' : `: ${meant}`}`,
      }
    })
  }
  const reason = valueAt(root, issue.path) === undefined ? 'is missing' : reasonOf(issue)
  return [{ place: placeOf(issue.path), reason }]
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const keys = issue.expected === 'object' ? keysWords(issue.path) : null
      if (keys !== null) return `must be an object with ${keys}`
      return `must be ${KINDS.get(issue.expected) ?? issue.expected}`
    }
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') {
        return issue.minimum === 1 ? 'must not be empty' : `must have ${issue.minimum} entries`
      }
      return `must be ${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      return `must ${TOO_BIG.get(issue.origin) ?? 'be at most'} ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `must be ${issue.options.map((value) => JSON.stringify(value)).join(' or ')}`
        : issue.message
    case 'invalid_key':
      return 'must have a name of 1 to 1000 characters'
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_element':
    case 'custom':
      return issue.message
  }
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number that a 64-bit number can hold'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
])
const TOO_BIG: ReadonlyMap<string, string> = new Map([
  ['string', 'have at most'],
  ['array', 'have no more entries than'],
])

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
