import type { ReactNode } from 'react'
import { togglePauseAll } from '../bridge/acts'
import { useStation } from '../stores/station/station'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'

/** What holds the whole station up, with the next step. */
export function Alerts(): ReactNode {
  const alert = useStation((s) => s.status?.alert ?? null)
  const failed = useStation((s) => s.status?.state === 'failed')
  const paused = useStation((s) => (s.status?.state === 'running' ? s.status.paused : false))
  return (
    <>
      {alert === null || failed ? null : (
        <Banner tone="bad" testId="station-alert">
          {alert.message}
        </Banner>
      )}
      {paused ? (
        <Banner
          tone="attention"
          testId="paused-banner"
          steps={<Button onPress={() => void togglePauseAll()}>Resume all</Button>}
        >
          Everything is paused. Files may be added and wait until you resume.
        </Banner>
      ) : null}
    </>
  )
}
