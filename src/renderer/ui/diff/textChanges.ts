import type { Span } from '#shared/raw/json'

/** Tokens compared pairwise at most; longer stretches that differ are marked as a whole. */
const MAX_PAIRS = 160_000

interface Token {
  readonly text: string
  readonly start: number
}

/** Words and numbers whole, everything else by itself: that is how people see a line. */
function tokensOf(text: string, from: number, to: number): Token[] {
  return Array.from(text.slice(from, to).matchAll(/[\p{L}\p{N}_]+|\s+|[^]/gu), (match) => ({
    text: match[0],
    start: from + match.index,
  }))
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a[at] === b[at]) at += 1
  return at
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start
  let count = 0
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1
  return count
}

/** Places of `a` and `b` that belong to a longest common sequence of tokens. */
function keptTokens(a: readonly Token[], b: readonly Token[]): [Set<number>, Set<number>] {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i]?.text === b[j]?.text ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const keptA = new Set<number>()
  const keptB = new Set<number>()
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i]?.text === b[j]?.text) {
      keptA.add(i)
      keptB.add(j)
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return [keptA, keptB]
}

function spansOf(tokens: readonly Token[], kept: ReadonlySet<number>): Span[] {
  const spans: { start: number; end: number }[] = []
  tokens.forEach(({ text, start }, i) => {
    if (kept.has(i)) return
    const last = spans.at(-1)
    if (last?.end === start) last.end = start + text.length
    else spans.push({ start, end: start + text.length })
  })
  return spans
}

/** Where two texts differ: what of `before` is gone, and what of `after` is new. */
export function textChanges(
  before: string,
  after: string,
): { readonly gone: readonly Span[]; readonly added: readonly Span[] } {
  if (before === after) return { gone: [], added: [] }
  const start = commonStart(before, after)
  const end = commonEnd(before, after, start)
  const a = tokensOf(before, wordStart(before, start), wordEnd(before, before.length - end))
  const b = tokensOf(after, wordStart(after, start), wordEnd(after, after.length - end))
  if (a.length * b.length > MAX_PAIRS) {
    return { gone: spansOf(a, new Set()), added: spansOf(b, new Set()) }
  }
  const [keptA, keptB] = keptTokens(a, b)
  return { gone: spansOf(a, keptA), added: spansOf(b, keptB) }
}

const wordPart = /[\p{L}\p{N}_]/u

/** The start of the word that a place lies in, so that half a word is never marked. */
function wordStart(text: string, at: number): number {
  let start = at
  while (start > 0 && wordPart.test(text[start - 1] ?? '')) start -= 1
  return start
}

function wordEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && wordPart.test(text[end] ?? '')) end += 1
  return end
}
