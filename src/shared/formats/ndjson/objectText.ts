const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** A key of an object's text with its value: where each begins and ends, quotes included. */
export interface Member {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly valueStart: number
  readonly valueEnd: number
}

/**
 * The keys of a JSON object's text in their order, repeated ones too; null where the text is no JSON
 * object. So a change of one value leaves every other character as it is.
 */
export function membersOf(text: string): Member[] | null {
  if (!isObjectText(text)) return null
  const members: Member[] = []
  let at = skipSpace(text, text.indexOf('{') + 1)
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = skipString(text, at)
    const colon = skipSpace(text, keyEnd)
    const valueStart = skipSpace(text, colon + 1)
    const valueEnd = skipValue(text, valueStart)
    const key: unknown = JSON.parse(text.slice(at, keyEnd))
    members.push({ key: String(key), keyStart: at, keyEnd, valueStart, valueEnd })
    const next = skipSpace(text, valueEnd)
    at = text.charCodeAt(next) === COMMA ? skipSpace(text, next + 1) : next
  }
  return members
}

/** The member whose value counts: as in JSON.parse, the last one of a key. */
export function lastOf(members: readonly Member[], key: string): Member | null {
  return members.findLast((member) => member.key === key) ?? null
}

export function replaceSpan(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end)
}

/** The text with one more key, behind all others. */
export function appendMember(
  text: string,
  members: readonly Member[],
  key: string,
  value: string,
): string {
  const last = members.at(-1)
  const at = last?.valueEnd ?? text.indexOf('{') + 1
  const comma = last === undefined ? '' : ','
  return replaceSpan(text, at, at, `${comma}${JSON.stringify(key)}:${value}`)
}

/** The text without the members of a key, and without the commas that they leave. */
export function removeMembers(text: string, members: readonly Member[], key: string): string {
  const [first, last] = [members[0], members.at(-1)]
  if (first === undefined || last === undefined) return text
  let rest = text.slice(0, first.keyStart)
  let isFirst = true
  for (const [i, member] of members.entries()) {
    if (member.key === key) continue
    const from = isFirst ? member.keyStart : (members[i - 1]?.valueEnd ?? member.keyStart)
    rest += text.slice(from, member.valueEnd)
    isFirst = false
  }
  return rest + text.slice(last.valueEnd)
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function skipSpace(text: string, at: number): number {
  let i = at
  while (isSpace(text.charCodeAt(i))) i += 1
  return i
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === CR || code === LF
}

function skipString(text: string, at: number): number {
  let i = at + 1
  for (;;) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) return i + 1
    i += code === BACKSLASH ? 2 : 1
  }
}

/** The end of a value of text that is known to be JSON. */
function skipValue(text: string, at: number): number {
  let depth = 0
  for (let i = at; ;) {
    const code = text.charCodeAt(i)
    if (depth === 0 && (code === COMMA || code === CLOSE_OBJECT || isSpace(code))) return i
    if (code === QUOTE) {
      i = skipString(text, i)
      continue
    }
    i += 1
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth += 1
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth -= 1
  }
}
