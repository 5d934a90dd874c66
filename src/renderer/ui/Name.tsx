import type { ReactNode } from 'react'
import styles from './Name.module.css'
import { showInvisible } from './raw/pieces'

/** Characters that stay at the end of a name that keeps it: a time of day and '.json'. */
const END = 12
/** Names up to this long fit most columns whole. */
const ROOM = 32

const segmenter = new Intl.Segmenter('en')

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
  if (!keepEnd || shown.length <= room) {
    return (
      <span className={styles.name} title={shown}>
        {shown}
      </span>
    )
  }
  const characters = Array.from(segmenter.segment(shown), ({ segment }) => segment)
  return (
    <span className={styles.parts} title={shown}>
      <span className={styles.name}>{characters.slice(0, -END).join('')}</span>
      <span>{characters.slice(-END).join('')}</span>
    </span>
  )
}
