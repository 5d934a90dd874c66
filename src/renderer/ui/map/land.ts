import { feature } from 'topojson-client'
import atlas from 'world-atlas/land-110m.json'

type Atlas = Parameters<typeof feature>[0]

function isAtlas(value: object): value is Atlas {
  return 'objects' in value && 'arcs' in value
}

function readLand(): ReturnType<typeof feature> | null {
  const read: object = atlas
  const shapes = isAtlas(read) ? read.objects['land'] : undefined
  return isAtlas(read) && shapes !== undefined ? feature(read, shapes) : null
}

/** The continents at 1:110 million, by Natural Earth. It comes with the program: the map needs no net. */
export const land = readLand()
