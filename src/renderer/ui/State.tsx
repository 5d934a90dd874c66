import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './State.module.css'

export type Tone = 'plain' | 'accent' | 'good' | 'attention' | 'bad'

/** Each tone has a shape of its own, so that it can be told without its colour. */
const shapes: Readonly<Record<Tone, LucideIcon>> = {
  plain: CircleDashed,
  accent: CircleDot,
  good: CircleCheck,
  attention: CirclePause,
  bad: CircleAlert,
}

interface StateProps {
  readonly tone: Tone
  readonly word: string
  readonly icon?: LucideIcon
}

/** A state in a word, with the shape and colour of what it means. */
export function State({ tone, word, icon }: StateProps): ReactNode {
  const Shape = icon ?? shapes[tone]
  return (
    <span className={cx(styles.state, styles[tone])}>
      <Shape size={14} aria-hidden />
      <span className={styles.word}>{word}</span>
    </span>
  )
}
