import type { ReactElement, ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { cx } from './cx'
import styles from './Tip.module.css'

interface TipProps {
  readonly words: string
  readonly keys: string | null
  readonly children: ReactElement
}

/** A tooltip on a control that can take the focus: what it does, and its key. */
export function Tip({ words, keys, children }: TipProps): ReactNode {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className={cx(styles.tip)} offset={6}>
        {words === '' ? null : <span>{words}</span>}
        {keys === null ? null : <span className={styles.keys}>{keys}</span>}
      </Tooltip>
    </TooltipTrigger>
  )
}
