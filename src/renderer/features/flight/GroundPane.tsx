import type { Track } from '#shared/flight/track'
import type { ReactNode } from 'react'
import { chooseLine } from '../../bridge/flightMoment'
import { nameOfRole, useFlightChannels } from '../../stores/flight/channels'
import { useFlightData } from '../../stores/flight/data'
import { momentState, shownRecord, useMoment } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { channelValue } from '../../ui/channelWords'
import { formatShortCount } from '../../ui/format'
import { GroundMap } from '../../ui/map/GroundMap'
import { rangeOf } from '../../ui/map/trackLines'
import { ChannelSelect } from './ChannelSelect'
import styles from './Panes.module.css'
import { useChannel } from './values'

const noTrack: Track = {
  timestampUs: new Float64Array(),
  latitude: new Float64Array(),
  longitude: new Float64Array(),
  colour: new Float64Array(),
  fileId: new Float64Array(),
  line: new Float64Array(),
  records: 0,
  whole: true,
}

function ColourLegend({ track }: { readonly track: Track }): ReactNode {
  const channel = useChannel(useFlightData((s) => s.trackColour))
  const [low, high] = rangeOf(track.colour) ?? [null, null]
  if (low === null) return null
  return (
    <p className={styles.legend} data-testid="track-legend">
      <span>{channelValue(low, channel?.decimals ?? null)}</span>
      <span className={styles.scale} aria-label="to" role="img" />
      <span>
        {channelValue(high, channel?.decimals ?? null)} {channel?.unit}
      </span>
    </p>
  )
}

/** Apart from what stands around it, because its mark moves with every frame. */
function MarkedMap({ track }: { readonly track: Track }): ReactNode {
  const gaps = useFlightData((s) => s.gaps)
  const [north, east] = [
    useFlightChannels((s) => nameOfRole(s, 'latitude')),
    useFlightChannels((s) => nameOfRole(s, 'longitude')),
  ]
  const latitude = useMoment((s) => shownRecord(s)?.record.values[north ?? ''] ?? null)
  const longitude = useMoment((s) => shownRecord(s)?.record.values[east ?? ''] ?? null)
  return (
    <GroundMap
      track={track}
      gaps={gaps}
      marked={longitude === null || latitude === null ? null : { latitude, longitude }}
      onPoint={(index) =>
        momentState().actions.pointed(index === null ? null : (track.timestampUs[index] ?? null))
      }
      onChoose={(index) => void chooseLine(track.fileId[index] ?? 0, track.line[index] ?? 0)}
    />
  )
}

/** Where the satellite was while the plots show what it measured. */
export function GroundPane(): ReactNode {
  const track = useFlightData((s) => s.track) ?? noTrack
  const colour = useFlightView((s) => s.colour)
  const hasPosition = useFlightChannels(
    (s) => nameOfRole(s, 'latitude') !== null && nameOfRole(s, 'longitude') !== null,
  )
  const { colourChosen } = flightViewState().actions
  if (!hasPosition) {
    return (
      <section className={styles.pane} aria-label="Ground track" data-testid="ground-pane">
        <header className={styles.head}>
          <h2>Ground track</h2>
        </header>
        <p className={styles.below}>
          This satellite type has no position: none of its channels is its latitude and longitude.
        </p>
      </section>
    )
  }
  return (
    <section className={styles.pane} aria-label="Ground track" data-testid="ground-pane">
      <header className={styles.head}>
        <h2>Ground track</h2>
        <span className={styles.note}>
          {track.whole || track.timestampUs.length === 0
            ? ''
            : `${formatShortCount(track.timestampUs.length)} of ${formatShortCount(track.records)} records`}
        </span>
        <ChannelSelect label="Colour of the track" value={colour} onChange={colourChosen} />
      </header>
      <MarkedMap track={track} />
      <ColourLegend track={track} />
    </section>
  )
}
