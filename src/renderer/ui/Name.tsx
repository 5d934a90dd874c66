import { showInvisible } from '#shared/raw/pieces'
import type { ReactNode } from 'react'
import styles from './Name.module.css'

/** Fewest characters that stay at the end of a name that keeps it: a time of day and '.json'. */
const LEAST_END = 12
/** Fewest characters that stay at its beginning. */
const LEAST_START = 4
/** A day, however its parts are joined. */
const day = /(?:19|20)\d\d[-_.]?(?:0\d|1[0-2])[-_.]?[0-3]\d/g
/** Names up to this long fit every column of names whole. */
const WHOLE = 32
/** Characters that fit most columns. */
const ROOM = 36

const segmenter = new Intl.Segmenter('en')

function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/**
 * A name in two parts, of which the first gives way where there is no room: the second is its end,
 * from its last day on where that fits `room` characters, else half of them.
 */
export function endOfName(name: string, room: number): readonly [start: string, end: string] {
  const at = [...name.matchAll(day)].at(-1)?.index ?? name.length
  const dated = charactersOf(name.slice(at)).length
  const characters = charactersOf(name)
  const length =
    dated > LEAST_END && dated <= room - LEAST_START
      ? dated
      : Math.max(LEAST_END, Math.floor(room / 2))
  return [characters.slice(0, -length).join(''), characters.slice(-length).join('')]
}

interface NameProps {
  readonly children: string
  /** Leaves out the middle where there is no room: names of packages differ at their end. */
  readonly keepEnd?: boolean
  /** Characters that fit its column. */
  readonly room?: number
}

/** A name or path from outside: on one line, and without characters that hide or turn others. */
export function Name({ children, keepEnd = false, room = ROOM }: NameProps): ReactNode {
  const shown = showInvisible(children)
  if (!keepEnd || shown.length <= Math.min(room, WHOLE)) {
    return (
      <span className={styles.name} title={shown}>
        {shown}
      </span>
    )
  }
  const [start, end] = endOfName(shown, room)
  return (
    <span className={styles.parts} title={shown}>
      <span className={styles.start}>{start}</span>
      <span className={styles.end}>{end}</span>
    </span>
  )
}
