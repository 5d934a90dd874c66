/** What is wrong with a definition, for people: at `channels[3].scale`, `must not be 0`. */
export interface Fault {
  /** '' for the whole of it. */
  readonly place: string
  /** Goes on after the place. */
  readonly reason: string
  /** The name of the channel that the place is in: nobody counts channels. */
  readonly channel?: string | undefined
}

const SIMPLE_KEY = /^[A-Za-z_$][\w$]{0,62}$/
const MOST_SHOWN = 60

/** A place in a definition as people write it. Keys may be any text, and are cut where long. */
export function placeOf(path: readonly PropertyKey[]): string {
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
