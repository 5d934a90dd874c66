import { walkJson } from '../raw/json'
import { Definition, FORMAT, MOST_CHANNELS } from './definition'
import { Name } from './texts'
import { IN_CHANNEL, placeOf, quoted, type Fault } from './fault'
import { faultsOf } from './faultsOf'
import { eachIssue, shapeFault } from './shapeFaults'

/** A definition, or all that is wrong with the text that should have been one. */
export type DefinitionResult =
  | { readonly definition: Definition; readonly faults?: never }
  | { readonly definition?: never; readonly faults: readonly Fault[] }

/** Room for the largest definition that makes sense, several times over. */
const MOST_CHARACTERS = 4_000_000
const MOST_VALUES = 200_000
/** Nobody reads more of them. */
const MOST_FAULTS = 100

/** Reads a definition from the text of its file. It never throws, whatever the text is. */
export function readDefinition(text: string): DefinitionResult {
  if (text.length > MOST_CHARACTERS) {
    return refuse('', `is longer than ${MOST_CHARACTERS} characters`)
  }
  const json = text.startsWith('\u{FEFF}') ? text.slice(1) : text
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { faults: [syntaxFault(json)] }
  }
  return checkDefinition(value)
}

/** The same for what JSON.parse made of a text. */
export function checkDefinition(value: unknown): DefinitionResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('', 'must be a JSON object')
  }
  const { format, channels } = value as { format?: unknown; channels?: unknown }
  if (format !== FORMAT) {
    const what = typeof format === 'string' ? `, not ${quoted(format)}` : ''
    return refuse('format', `must be "${FORMAT}"${what}`)
  }
  if (Array.isArray(channels) && channels.length > MOST_CHANNELS) {
    return refuse(
      'channels',
      `has ${channels.length} channels; a satellite type can have ${MOST_CHANNELS}`,
    )
  }
  const unbearable = boundsFault(value)
  if (unbearable !== null) return { faults: [unbearable] }

  const parsed = Definition.safeParse(value)
  const faults = parsed.success
    ? bounded(faultsOf(parsed.data), (fault) => fault)
    : bounded(parsed.error.issues.flatMap(eachIssue), (issue) => shapeFault(issue, value))
  if (parsed.success && faults.length === 0) return { definition: parsed.data }
  return { faults: faults.map((fault) => withChannel(fault, channels)) }
}

/** Says in which channel a fault is, where that has a name. */
function withChannel(fault: Fault, channels: unknown): Fault {
  const place = IN_CHANNEL.exec(fault.place)?.[1]
  if (place === undefined || !Array.isArray(channels)) return fault
  const channel: unknown = channels[Number(place)]?.name
  return Name.safeParse(channel).success ? { ...fault, channel: String(channel) } : fault
}

function refuse(place: string, reason: string): DefinitionResult {
  return { faults: [{ place, reason }] }
}

/** What was found as faults: the first of them, and how many more there are. */
function bounded<T>(found: readonly T[], toFault: (one: T) => Fault): readonly Fault[] {
  const faults = found.slice(0, MOST_FAULTS).map(toFault)
  const more = found.length - faults.length
  return more === 0 ? faults : [...faults, { place: '', reason: `has ${more} more faults` }]
}

/** Below this there is nothing that a definition knows. */
const MOST_DEPTH = 10

/** What would take too long to look at, and the one key that objects can't have like others. */
function boundsFault(root: object): Fault | null {
  const open: { value: object; path: readonly PropertyKey[] }[] = [{ value: root, path: [] }]
  let values = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    const isList = Array.isArray(value)
    values += isList ? value.length : Object.keys(value).length
    if (values > MOST_VALUES) return { place: '', reason: `has more than ${MOST_VALUES} values` }
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') {
        return { place: placeOf([...path, key]), reason: 'is not known here' }
      }
      if (typeof child === 'object' && child !== null && path.length < MOST_DEPTH) {
        open.push({ value: child, path: [...path, isList ? Number(key) : key] })
      }
    }
  }
  return null
}

function syntaxFault(json: string): Fault {
  if (json.trim() === '') return { place: '', reason: 'is empty' }
  const at = walkJson(json).faultAt ?? json.length
  const before = json.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  const reason = at >= json.length ? 'ends before it is whole JSON' : 'is no JSON from here on'
  return { place: `line ${line}, column ${column}`, reason }
}
