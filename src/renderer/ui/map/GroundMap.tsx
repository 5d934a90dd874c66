import { geoEquirectangular, geoGraticule, geoPath, type GeoProjection } from 'd3-geo'
import { useCallback, useMemo, useRef, type PointerEvent, type ReactNode } from 'react'
import { colourSteps } from '../plot/colourScale'
import { Drawing, type Draw } from '../plot/Drawing'
import { usePlotColours } from '../plot/tokens'
import { useBox, type Box } from '../plot/useBox'
import styles from './GroundMap.module.css'
import { land } from './land'
import { trackParts, type TrackPoints } from './trackLines'

const COLOUR_STEPS = 24
/** How near the pointer must be to a point. */
const REACH_PX = 14

interface GroundMapProps {
  readonly track: TrackPoints
  readonly gaps: { readonly fromUs: ArrayLike<number>; readonly toUs: ArrayLike<number> }
  /** The place that is marked. */
  readonly marked: { readonly latitude: number; readonly longitude: number } | null
  /** The pointer is near the point at this place of the track; null for none. */
  readonly onPoint: (index: number | null) => void
  readonly onChoose: (index: number) => void
}

function projectionFor({ width, height }: Box): GeoProjection {
  return geoEquirectangular()
    .precision(0.2)
    .fitExtent(
      [
        [1, 1],
        [width - 1, height - 1],
      ],
      { type: 'Sphere' },
    )
}

/** The world with the ground track on it. North is up, longitude 0 in the middle. */
export function GroundMap({ track, gaps, marked, onPoint, onChoose }: GroundMapProps): ReactNode {
  const colours = usePlotColours()
  const place = useRef<HTMLDivElement>(null)
  const box = useBox(place)
  const projection = useMemo(() => (box === null ? null : projectionFor(box)), [box])

  const drawWorld = useCallback<Draw>(
    (context, size) => {
      const path = geoPath(projectionFor(size), context)
      const paint = (shape: Parameters<typeof path>[0], act: () => void): void => {
        context.beginPath()
        path(shape)
        act()
      }
      paint({ type: 'Sphere' }, () => {
        context.fillStyle = colours.sea
        context.fill()
      })
      if (land !== null) {
        paint(land, () => {
          context.fillStyle = colours.land
          context.fill()
        })
      }
      paint(geoGraticule().step([30, 30])(), () => {
        context.strokeStyle = colours.grid
        context.lineWidth = 1
        context.stroke()
      })
    },
    [colours],
  )

  const drawTrack = useCallback<Draw>(
    (context, size) => {
      const project = projectionFor(size)
      const path = geoPath(project, context)
      const steps = colourSteps(colours.scale, COLOUR_STEPS)
      context.lineWidth = 1.75
      context.lineCap = 'round'
      trackParts(track, gaps, COLOUR_STEPS).forEach(({ pieces, dots }, step) => {
        const colour = steps[step] ?? colours.accent
        context.strokeStyle = colour
        context.fillStyle = colour
        context.beginPath()
        path({ type: 'MultiLineString', coordinates: pieces })
        context.stroke()
        for (const dot of dots) {
          const [x, y] = project(dot) ?? [-9, -9]
          context.fillRect(x - 1.25, y - 1.25, 2.5, 2.5)
        }
      })
    },
    [track, gaps, colours],
  )

  /** The track as it lies on the screen, for the pointer. */
  const drawn = useMemo(() => {
    if (projection === null) return []
    return Array.from(track.timestampUs, (_, i) =>
      projection([track.longitude[i] ?? 0, track.latitude[i] ?? 0]),
    )
  }, [track, projection])

  function nearest(event: PointerEvent<HTMLDivElement>): number | null {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const [atX, atY] = [event.clientX - left, event.clientY - top]
    let found: number | null = null
    let least = REACH_PX ** 2
    drawn.forEach((point, i) => {
      if (point === null) return
      const away = (point[0] - atX) ** 2 + (point[1] - atY) ** 2
      if (away < least) {
        least = away
        found = i
      }
    })
    return found
  }

  const mark = marked === null ? null : projection?.([marked.longitude, marked.latitude])
  return (
    <div
      ref={place}
      className={styles.map}
      data-testid="ground-map"
      onPointerMove={(event) => onPoint(nearest(event))}
      onPointerLeave={() => onPoint(null)}
      onPointerUp={(event) => {
        const index = nearest(event)
        if (index !== null) onChoose(index)
      }}
    >
      <div className={styles.layer}>
        <Drawing draw={drawWorld} />
      </div>
      <div className={styles.layer}>
        <Drawing draw={drawTrack} testId="track" />
      </div>
      {mark ? (
        <span
          className={styles.mark}
          data-testid="map-mark"
          style={{ transform: `translate(${mark[0]}px, ${mark[1]}px)` }}
        />
      ) : null}
    </div>
  )
}
