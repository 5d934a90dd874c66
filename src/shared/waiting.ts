import { countText } from './numbers'

/** The line that is cut, and when it is taken as it is: ISO 8601 in UTC. */
interface Waiting {
  readonly line: number
  readonly until: string
}

/** What a file waits for, in few words; the time of day is in UTC. */
export function restWords({ line, until }: Waiting): string {
  return `rest of line ${countText(line)}, until ${until.slice(11, 16)}`
}

/** The same with its verb: 'waits for the rest of line 1,204, until 14:05'. */
export function waitingWords(waiting: Waiting): string {
  return `waits for the ${restWords(waiting)}`
}
