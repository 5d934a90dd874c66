import type { z } from 'zod'
import { placeOf, type Fault } from './fault'
import { keysWords, meantWords } from './knownKeys'

/** Each thing that zod found, for itself: unknown keys of one place it tells together. */
export function eachIssue(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue]
  return issue.keys.map((key) => ({ ...issue, keys: [key] }))
}

/** One such thing in plain words. @param root what zod looked at. */
export function shapeFault(issue: z.core.$ZodIssue, root: unknown): Fault {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const meant = meantWords(issue.path, key)
    return {
      place: placeOf([...issue.path, key]),
      reason: `is not known here${meant === null ? '' : `: ${meant}`}`,
    }
  }
  const reason = valueAt(root, issue.path) === undefined ? 'is missing' : reasonOf(issue)
  return { place: placeOf(issue.path), reason }
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

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
