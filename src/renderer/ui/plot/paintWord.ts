import type { Level } from './levels'
import type { PlotColours } from './tokens'
import { PATTERNS, wordLook } from './wordLook'

/** Side of the square that a pattern repeats, px. */
const TILE = 6

type Stroke = (tile: CanvasRenderingContext2D) => void

function line(tile: CanvasRenderingContext2D, ...points: readonly (readonly [number, number])[]) {
  tile.beginPath()
  for (const [x, y] of points) tile.lineTo(x, y)
  tile.stroke()
}

/** Each goes on where its tile ends. */
const rising: Stroke = (tile) => {
  line(tile, [-1, 1], [1, -1])
  line(tile, [0, TILE], [TILE, 0])
  line(tile, [TILE - 1, TILE + 1], [TILE + 1, TILE - 1])
}
const falling: Stroke = (tile) => {
  line(tile, [-1, TILE - 1], [1, TILE + 1])
  line(tile, [0, 0], [TILE, TILE])
  line(tile, [TILE - 1, -1], [TILE + 1, 1])
}
const strokes: readonly Stroke[] = [
  () => undefined,
  rising,
  falling,
  (tile) => line(tile, [TILE / 2, 0], [TILE / 2, TILE]),
  (tile) => line(tile, [0, TILE / 2], [TILE, TILE / 2]),
  (tile) => tile.fillRect(TILE / 2 - 1, TILE / 2 - 1, 2, 2),
  (tile) => {
    rising(tile)
    falling(tile)
  },
]

let made: { readonly ink: string; readonly tiles: readonly HTMLCanvasElement[] } | null = null

/** The patterns in a colour, at twice their size so that they are sharp on a dense screen too. */
function tilesIn(ink: string): readonly HTMLCanvasElement[] {
  if (made?.ink === ink) return made.tiles
  const tiles = strokes.slice(0, PATTERNS).map((stroke) => {
    const canvas = document.createElement('canvas')
    canvas.width = 2 * TILE
    canvas.height = 2 * TILE
    const tile = canvas.getContext('2d')
    if (tile === null) return canvas
    tile.scale(2, 2)
    tile.strokeStyle = ink
    tile.fillStyle = ink
    tile.lineWidth = 1.2
    stroke(tile)
    return canvas
  })
  made = { ink, tiles }
  return tiles
}

/** Narrower than this no pattern can be seen. */
const LEAST_PATTERN_PX = 4

/** The colour of a word's ground, as a canvas takes it. */
export function wordColour(
  word: string | null,
  colours: PlotColours,
  level: Level | undefined,
): string {
  if (level !== undefined) return level === 'red' ? colours.bad : colours.attention
  const { colour } = wordLook(word)
  return colour === null ? colours.gap : (colours.words[colour] ?? colours.muted)
}

/** Fills a box with the look of a word. */
export function paintWord(
  context: CanvasRenderingContext2D,
  word: string | null,
  colours: PlotColours,
  box: { readonly left: number; readonly top: number; readonly width: number; height: number },
  level?: Level,
): void {
  const { left, top, width, height } = box
  const { colour, pattern } = wordLook(word)
  context.fillStyle = wordColour(word, colours, level)
  context.fillRect(left, top, width, height)
  const tile = tilesIn(colour === null ? colours.muted : colours.surface)[pattern]
  if (pattern === 0 || width < LEAST_PATTERN_PX || tile === undefined) return
  const fill = context.createPattern(tile, 'repeat')
  fill?.setTransform(new DOMMatrix().scale(0.5))
  if (fill === null) return
  context.save()
  if (colour !== null) context.globalAlpha = 0.6
  context.fillStyle = fill
  context.fillRect(left, top, width, height)
  context.restore()
}
