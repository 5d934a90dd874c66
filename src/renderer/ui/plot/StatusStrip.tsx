import { useCallback, useMemo, type ReactNode } from 'react'
import type { GapTimes } from './ChannelPlot'
import type { Levels } from './levels'
import { Drawing, type Draw } from './Drawing'
import { paintWord, wordColour } from './paintWord'
import { statusRuns, stripesOf, type StatusBuckets } from './statusRuns'
import type { TimeSpan } from './timeSpan'
import { plotFont, usePlotColours } from './tokens'

const LABEL_ROOM_PX = 12
/** Below this the edge would take what it parts. */
const EDGE_ROOM_PX = 4

interface StatusStripProps {
  readonly buckets: StatusBuckets
  /** Of words that are bad. */
  readonly levels: Levels
  readonly gaps: GapTimes
  readonly span: TimeSpan
  readonly testId?: string
}

/**
 * The words of one instrument over time. A stretch with one word has its look and says it where
 * there is room; where several words share a pixel, the rarer ones stand above the most frequent.
 */
export function StatusStrip({ buckets, levels, gaps, span, testId }: StatusStripProps): ReactNode {
  const colours = usePlotColours()
  const { fromUs, toUs } = span
  const runs = useMemo(() => statusRuns(buckets, gaps), [buckets, gaps])
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      context.font = plotFont()
      context.textBaseline = 'middle'
      const xOf = (us: number): number => ((us - fromUs) / (toUs - fromUs)) * width
      let before: { readonly word: string | null; readonly right: number } | null = null
      const rarer: (() => void)[] = []
      for (const run of runs) {
        if (run.toUs < fromUs || run.fromUs > toUs) continue
        const left = Math.max(0, xOf(run.fromUs))
        const wide = Math.max(1, Math.min(width, xOf(run.toUs)) - left)
        const [most, ...others] = run.words
        if (most === undefined) continue
        const paint = (word: string | null, top: number, high: number): void =>
          paintWord(
            context,
            word,
            colours,
            { left, top, width: wide, height: high },
            levels.get(word ?? ''),
          )
        paint(most, 0, height)
        // Last, so that no run that begins on the same pixel covers them.
        for (const stripe of stripesOf(run.words, height)) {
          rarer.push(() => paint(stripe.word, stripe.top, stripe.height))
        }
        // Where one word follows another, whatever their looks, there is an edge.
        if (before !== null && before.word !== most && wide >= EDGE_ROOM_PX) {
          context.fillStyle = colours.surface
          if (left - before.right < 1) context.fillRect(left, 0, 1, height)
        }
        before = { word: most, right: left + wide }
        const label = most ?? 'other words'
        if (others.length > 0 || wide < LABEL_ROOM_PX * 2) continue
        const length = context.measureText(label).width
        if (length + LABEL_ROOM_PX > wide) continue
        const ground = wordColour(most, colours, levels.get(most ?? ''))
        context.fillStyle = ground
        // The letters stand on the plain colour.
        context.fillRect(left + 2, 0, length + LABEL_ROOM_PX - 4, height)
        context.fillStyle = most === null ? colours.text : inkOn(ground)
        context.fillText(label, left + LABEL_ROOM_PX / 2, height / 2 + 0.5)
      }
      for (const paint of rarer) paint()
    },
    [runs, levels, fromUs, toUs, colours],
  )
  return <Drawing draw={draw} {...(testId === undefined ? {} : { testId })} />
}

/** Black or white, whichever can be read on a colour: by its relative luminance (WCAG 2). */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff'
}
