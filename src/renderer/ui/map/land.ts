import { geoEquirectangular, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import atlas from 'world-atlas/land-110m.json'

type Atlas = Parameters<typeof feature>[0]

/** Width of the world that the outline is of; its height is half of it. */
export const OUTLINE_WIDTH = 720

function isAtlas(value: object): value is Atlas {
  return 'objects' in value && 'arcs' in value
}

function drawOutline(): Path2D {
  const read: object = atlas
  const shapes = isAtlas(read) ? read.objects['land'] : undefined
  const outline = new Path2D()
  if (!isAtlas(read) || shapes === undefined) return outline
  const projection = geoEquirectangular()
    .precision(0.2)
    .fitSize([OUTLINE_WIDTH, OUTLINE_WIDTH / 2], { type: 'Sphere' })
  outline.addPath(new Path2D(geoPath(projection)(feature(read, shapes)) ?? ''))
  return outline
}

let outline: Path2D | null = null

/**
 * The continents at 1:110 million, by Natural Earth, on a world of OUTLINE_WIDTH. It comes with the
 * program: the map needs no net.
 */
export function landOutline(): Path2D {
  outline ??= drawOutline()
  return outline
}

// It takes longer than a frame, so it is made before anybody waits for a map.
requestIdleCallback(landOutline)
