/** How a word of an instrument is drawn: a colour of the theme, and a pattern over it. */
export interface WordLook {
  /** Which of the theme's colours for words; null for none. */
  readonly colour: number | null
  /** 0 is plain. */
  readonly pattern: number
}

/** The quiet colour; it belongs to the words that say that all is well. */
const WELL = 0
/** The warm colour; it belongs to the words that say that something is wrong. */
const WRONG = 2
/** For all other words. Told apart with any kind of colour sight. */
const others = [1, 3, 4, 5, 6] as const
/** Plain, two diagonals, bars both ways, dots, crosses. */
export const PATTERNS = 7

/** Words whose meaning is known; each has the pattern of its place. Only ever add at the end. */
const well = ['ok', 'nominal', 'normal', 'good', 'on', 'active', 'ready']
const wrong = ['faulty', 'fault', 'failed', 'failure', 'error', 'critical', 'emergency']

/** FNV-1a over the code units, with a last stir so that short words differ in every bit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** What stands for several words that are not told apart. */
const untold: WordLook = { colour: null, pattern: 1 }

/**
 * The look of a word: by the word itself and nothing else, so that it is the same in every package,
 * view and station, for ever. Upper and lower case are one word. There are more words than looks:
 * two may share one, which is why a strip parts them and says them.
 */
export function wordLook(word: string | null): WordLook {
  if (word === null) return untold
  const folded = word.toLowerCase()
  if (well.includes(folded)) return { colour: WELL, pattern: well.indexOf(folded) }
  if (wrong.includes(folded)) return { colour: WRONG, pattern: wrong.indexOf(folded) }
  const hash = hashOf(folded)
  return {
    colour: others[hash % others.length] ?? WELL,
    pattern: Math.floor(hash / others.length) % PATTERNS,
  }
}
