import type { ReactNode } from 'react'
import type { Lane } from '../../stores/flight/lanes'
import { channelTitle } from '../../ui/channelWords'
import { Name } from '../../ui/Name'
import type { PlotPoints } from '../../ui/plot/points'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { extentWords } from './extentWords'
import styles from './LaneLegend.module.css'
import { ValueNow } from './ValueNow'

/** Of a channel's line in the legend, and around all of them, px. */
const LINE_PX = 17
const AROUND_PX = 10

/** How high the legend of so many channels is, px: none of them is ever cut off. */
export function legendHeight(count: number): number {
  return count === 1 ? 0 : count * LINE_PX + AROUND_PX
}

interface LaneLegendProps {
  readonly lane: Lane
  /** Of each channel; undefined before they are known. */
  readonly known: readonly (PlotPoints | undefined)[]
  readonly span: TimeSpan
}

/** Which line of a lane is which channel, with what it is at the cursor, each in its own unit. */
export function LaneLegend({ lane, known, span }: LaneLegendProps): ReactNode {
  return (
    <ul className={styles.legend} data-testid={`lane-${lane[0]?.name ?? ''}`}>
      {lane.map((channel, i) => {
        const title = channelTitle(channel)
        const { short, exact } = extentWords(channel, known[i], span)
        return (
          <li key={channel.name} title={`${title}: ${exact ?? short}`}>
            <span
              className={styles.swatch}
              style={{ background: `var(--plot-line-${i})` }}
              aria-hidden
            />
            <span className={styles.title}>
              <Name keepEnd room={14}>
                {title}
              </Name>
            </span>
            <ValueNow channel={channel} className={styles.now} />
            <span className={styles.unit}>
              <Name>{channel.unit}</Name>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
