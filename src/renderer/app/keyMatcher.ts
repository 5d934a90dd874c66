/** The part of a keyboard event that says which key it is. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Longest pause between the keys of a sequence. */
const SEQUENCE_MS = 1200

/** A press in the spelling of `Command.keys`: 'Mod+K', 'Shift+P', 'G', '?'. */
export function pressText(press: KeyPress, mac: boolean): string {
  const letter = press.key.length === 1 && press.key.toUpperCase() !== press.key.toLowerCase()
  const mod = mac ? press.metaKey : press.ctrlKey
  return [
    mod ? 'Mod' : null,
    press.altKey ? 'Alt' : null,
    // Signs such as ? carry their Shift within them.
    press.shiftKey && (letter || press.key.length > 1) ? 'Shift' : null,
    letter ? press.key.toUpperCase() : press.key,
  ]
    .filter((part) => part !== null)
    .join('+')
}

/** Finds which of the known keys a run of presses completes; 'G Q' takes two. */
export function createKeyMatcher(
  known: readonly string[],
  mac: boolean,
): (press: KeyPress, nowMs: number) => { keys: string | null; begun: boolean } {
  let first: { text: string; at: number } | null = null
  return (press, nowMs) => {
    const text = pressText(press, mac)
    const pair = first !== null && nowMs - first.at <= SEQUENCE_MS ? `${first.text} ${text}` : null
    first = null
    if (pair !== null && known.includes(pair)) return { keys: pair, begun: false }
    if (known.includes(text)) return { keys: text, begun: false }
    if (!known.some((keys) => keys.startsWith(`${text} `))) return { keys: null, begun: false }
    first = { text, at: nowMs }
    return { keys: null, begun: true }
  }
}
