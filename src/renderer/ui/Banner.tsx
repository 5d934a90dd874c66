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
  /** Buttons for the next step. */
  readonly steps?: ReactNode
  readonly testId?: string
}

/** Something that holds more than one file up, across the window, until it is over. */
export function Banner({ tone, children, steps, testId }: BannerProps): ReactNode {
  const Sign = signs[tone]
  return (
    <div
      className={cx(styles.banner, styles[tone])}
      role={tone === 'bad' ? 'alert' : 'status'}
      data-testid={testId}
    >
      <Sign size={16} aria-hidden />
      <p>{children}</p>
      {steps}
    </div>
  )
}
