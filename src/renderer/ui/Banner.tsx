import { CirclePause, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { cx } from './cx'

interface BannerProps {
  readonly tone: 'attention' | 'bad'
  readonly children: ReactNode
  /** Buttons for the next step. */
  readonly steps?: ReactNode
  readonly testId?: string
}

/** Something that holds more than one file up, across the window, until it is over. */
export function Banner({ tone, children, steps, testId }: BannerProps): ReactNode {
  return (
    <div
      className={cx(styles.banner, styles[tone])}
      role={tone === 'bad' ? 'alert' : 'status'}
      data-testid={testId}
    >
      {tone === 'bad' ? (
        <TriangleAlert size={16} aria-hidden />
      ) : (
        <CirclePause size={16} aria-hidden />
      )}
      <p>{children}</p>
      {steps}
    </div>
  )
}
