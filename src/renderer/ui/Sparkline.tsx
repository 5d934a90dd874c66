import { memo, type ReactNode } from 'react'
import { sparklinePath } from './sparklinePath'
import styles from './Sparkline.module.css'

interface SparklineProps {
  readonly label: string
  readonly values: readonly number[]
  /** How many values fill the width. */
  readonly room: number
  readonly width: number
  readonly height: number
}

export const Sparkline = memo(function Sparkline({
  label,
  values,
  room,
  width,
  height,
}: SparklineProps): ReactNode {
  const { line, area } = sparklinePath(values, room, width, height)
  return (
    <svg className={styles.sparkline} width={width} height={height} role="img" aria-label={label}>
      <line className={styles.ground} x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} />
      <path className={styles.area} d={area} />
      <path className={styles.line} d={line} />
    </svg>
  )
})
