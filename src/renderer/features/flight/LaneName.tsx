import type { FlightChannel } from '#shared/flight/channels'
import type { ReactNode } from 'react'
import { channelTitle } from '../../ui/channelWords'
import { Name } from '../../ui/Name'
import type { PlotPoints } from '../../ui/plot/points'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { extentWords } from './extentWords'
import styles from './PlotStack.module.css'
import { ValueNow } from './ValueNow'

interface LaneNameProps {
  readonly channel: FlightChannel
  /** Undefined before they are known. */
  readonly known: PlotPoints | undefined
  readonly span: TimeSpan
}

/** What a lane of one channel shows, its value at the cursor, and from where to where it goes. */
export function LaneName({ channel, known, span }: LaneNameProps): ReactNode {
  const { name, unit } = channel
  const title = channelTitle(channel)
  const extent = extentWords(channel, known, span)
  return (
    <div className={styles.gutter}>
      <h2 title={`${title} ${unit}`.trimEnd()}>
        <span className={styles.title}>
          <Name>{title}</Name>
        </span>
        {unit === '' ? null : (
          <span className={styles.unit}>
            <Name>{unit}</Name>
          </span>
        )}
      </h2>
      <ValueNow channel={channel} className={styles.now} />
      <span className={styles.extent} title={extent.exact} data-testid={`extent-${name}`}>
        {extent.short}
      </span>
    </div>
  )
}
