/** What each letter means, in every view where it means anything: one letter, one meaning. */
export const letterMeanings = {
  A: 'accept a file as it is',
  C: 'copy what is chosen',
  D: 'dismiss bad lines',
  E: 'mend a bad line, or edit a definition',
  F: 'see the telemetry over time',
  H: 'see the health of a package',
  J: 'next row',
  K: 'row before',
  L: "see a satellite's packages side by side",
  M: 'mend by a rule',
  N: 'next mark',
  O: 'open the package',
  P: 'pick what is looked at',
  R: 'do it again: retry, import again, restart',
  S: 'sort',
  U: 'undo',
  V: 'verify against the source',
  W: 'withhold a package, or release it',
  X: 'export',
  'Shift+D': 'dismiss all bad lines',
  'Shift+F': 'filter',
  'Shift+O': 'show it in its folder',
  'Shift+P': 'pause everything',
  'Shift+R': 'replace a package',
} as const

/** A key of a view: for the keys sheet, and as a command of the palette while the view is open. */
export interface ViewKey {
  /** Written as for `keySigns`. */
  readonly keys: string
  readonly label: string
  /** Of a letter: what it means everywhere. */
  readonly means?: (typeof letterMeanings)[keyof typeof letterMeanings]
}

/** The letter's key with what it does in a view. */
export function letter(keys: keyof typeof letterMeanings, label: string): ViewKey {
  return { keys, label, means: letterMeanings[keys] }
}

/** Keys that only move, and those that need a field to be typed in: no commands. */
const moves = new Set([
  'J',
  'K',
  'ArrowLeft',
  'Shift+ArrowLeft',
  'Home',
  'Escape',
  'Mod+Enter',
  'Shift+F10',
])

export function isCommand({ keys }: ViewKey): boolean {
  return !moves.has(keys)
}

/** The press of a key as the browser tells of it. */
export function pressOf(keys: string): {
  readonly key: string
  readonly shiftKey: boolean
  readonly bubbles: true
  readonly cancelable: true
} {
  const parts = keys.split(/(?<=.)\+/)
  const name = parts.at(-1) ?? ''
  const shiftKey = parts.includes('Shift')
  const key = name === 'Space' ? ' ' : name.length === 1 && !shiftKey ? name.toLowerCase() : name
  return { key, shiftKey, bubbles: true, cancelable: true }
}
