import { CircleHelp, CirclePause, Hourglass, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { cx } from './cx'

type Tone = 'attention' | 'waiting' | 'bad' | 'question'

const signs: Readonly<Record<Tone, LucideIcon>> = {
  attention: CirclePause,
  waiting: Hourglass,
  bad: TriangleAlert,
  question: CircleHelp,
}

interface BannerProps {
  readonly tone: Tone
  readonly children: ReactNode
  /** What else is to be known, on a line of its own. */
  readonly detail?: string
  /** Buttons for the next step. */
  readonly steps?: ReactNode
  readonly testId?: string
}

/** Something that holds more than one file up, across the window, until it is over. */
export function Banner({ tone, children, detail, steps, testId }: BannerProps): ReactNode {
  const Sign = signs[tone]
  return (
    <div
      className={cx(styles.banner, styles[tone])}
      role={tone === 'bad' ? 'alert' : 'status'}
      data-testid={testId}
    >
      <Sign size={16} aria-hidden />
      <p>
        {children}
        {detail === undefined ? null : <span className={styles.detail}>{detail}</span>}
      </p>
      {steps}
    </div>
  )
}
