import { geoEquirectangular, geoPath, type GeoProjection } from 'd3-geo'
import { useCallback, useMemo, useRef, type PointerEvent, type ReactNode } from 'react'
import { colourSteps } from '../plot/colourScale'
import { Drawing, type Draw } from '../plot/Drawing'
import { usePlotColours } from '../plot/tokens'
import { useBox, type Box } from '../plot/useBox'
import styles from './GroundMap.module.css'
import { landOutline, OUTLINE_WIDTH } from './land'
import { trackParts, type LonLat, type TrackPoints } from './trackLines'

const COLOUR_STEPS = 24
const GRID_DEGREES = 30
/** Nearer to the equator, in degrees, a piece of a track is as good as straight on the map. */
const POLAR = 75
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

function isPolar(piece: readonly LonLat[]): boolean {
  return piece.some(([, lat]) => Math.abs(lat) > POLAR)
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
      const [[left, top], [right, bottom]] = geoPath(projectionFor(size)).bounds({ type: 'Sphere' })
      const width = right - left
      context.fillStyle = colours.sea
      context.fillRect(left, top, width, bottom - top)
      context.save()
      context.translate(left, top)
      context.scale(width / OUTLINE_WIDTH, width / OUTLINE_WIDTH)
      context.fillStyle = colours.land
      context.fill(landOutline())
      context.restore()
      context.fillStyle = colours.grid
      const step = (width / 360) * GRID_DEGREES
      for (let x = left; x <= right + 0.5; x += step) {
        context.fillRect(Math.round(x), top, 1, bottom - top)
      }
      for (let y = top; y <= bottom + 0.5; y += step)
        context.fillRect(left, Math.round(y), width, 1)
    },
    [colours],
  )

  const drawTrack = useCallback<Draw>(
    (context, size) => {
      const project = projectionFor(size)
      const arcs = geoPath(project, context)
      const lines = geoPath(projectionFor(size).precision(0), context)
      const steps = colourSteps(colours.scale, COLOUR_STEPS)
      context.lineWidth = 1.75
      context.lineCap = 'round'
      trackParts(track, gaps, COLOUR_STEPS).forEach(({ pieces, dots }, step) => {
        const colour = steps[step] ?? colours.accent
        context.strokeStyle = colour
        context.fillStyle = colour
        context.beginPath()
        arcs({ type: 'MultiLineString', coordinates: pieces.filter(isPolar) })
        lines({ type: 'MultiLineString', coordinates: pieces.filter((piece) => !isPolar(piece)) })
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
