/** Positions in a line; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const space = /[ \t\r\n]*/y
/** As much of a string as JSON (RFC 8259) allows. */
const openString = /"(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy
const string = new RegExp(`${openString.source}"`, 'uy')
/** One number or word of JSON, at a position. */
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y

function matchAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

/** Where a value or key that JSON does not allow goes wrong: a string at the character at fault. */
function brokenAt(text: string, at: number): number {
  return matchAt(openString, text, at) ?? at
}

function skipSpace(text: string, at: number): number {
  return matchAt(space, text, at) ?? at
}

interface Walk {
  /** Value spans of the outermost object's members; of a repeated key the last, as JSON.parse has it. */
  readonly members: ReadonlyMap<string, Span>
  /** Where the first thing stands that JSON does not allow; null for a sound line. */
  readonly faultAt: number | null
}

/**
 * Walks a line as far as it is JSON. Without recursion: lines may nest a hundred thousand deep.
 */
export function walkJson(text: string): Walk {
  const members = new Map<string, Span>()
  /** Closing brackets that are still to come, the innermost last. */
  const open: ('}' | ']')[] = []
  let memberKey: string | null = null
  let memberStart = 0
  let at = skipSpace(text, 0)
  let expect: 'value' | 'value or ]' | 'key' | 'key or }' | 'after value' = 'value'

  const fault = (where: number): Walk => ({ members, faultAt: where })

  for (;;) {
    const char = text[at]
    if (expect === 'after value') {
      if (open.length === 1 && memberKey !== null) {
        members.set(memberKey, { start: memberStart, end: at })
        memberKey = null
      }
      at = skipSpace(text, at)
      if (open.length === 0) return at === text.length ? { members, faultAt: null } : fault(at)
      if (text[at] === open.at(-1)) {
        open.pop()
        at += 1
      } else if (text[at] === ',') {
        expect = open.at(-1) === '}' ? 'key' : 'value'
        at = skipSpace(text, at + 1)
      } else {
        return fault(at)
      }
    } else if (
      (expect === 'key or }' && char === '}') ||
      (expect === 'value or ]' && char === ']')
    ) {
      open.pop()
      at += 1
      expect = 'after value'
    } else if (expect === 'key' || expect === 'key or }') {
      const keyEnd = matchAt(string, text, at)
      if (keyEnd === null) return fault(brokenAt(text, at))
      const colon = skipSpace(text, keyEnd)
      if (text[colon] !== ':') return fault(colon)
      const valueStart = skipSpace(text, colon + 1)
      if (open.length === 1) {
        memberKey = String(JSON.parse(text.slice(at, keyEnd)))
        memberStart = valueStart
      }
      at = valueStart
      expect = 'value'
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']')
      expect = char === '{' ? 'key or }' : 'value or ]'
      at = skipSpace(text, at + 1)
    } else {
      const end = matchAt(char === '"' ? string : scalar, text, at)
      if (end === null) return fault(brokenAt(text, at))
      at = end
      expect = 'after value'
    }
  }
}

/** The broken word that begins at a fault, so that the mark covers all of it: `NaN`, `'text`. */
export function faultSpan(text: string, at: number): Span {
  const word = /[\w.+-]+/y
  const end = matchAt(word, text, at)
  return { start: at, end: end ?? Math.min(text.length, at + 1) }
}
