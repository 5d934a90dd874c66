import { useCallback, useMemo, type ReactNode } from 'react'
import type { GapTimes } from './ChannelPlot'
import { Drawing, type Draw } from './Drawing'
import { statusRuns, type StatusBuckets } from './statusRuns'
import type { TimeSpan } from './timeSpan'
import { plotFont, usePlotColours } from './tokens'

/** What is rare among much else stays visible. */
const LEAST_PX = 5
const LABEL_ROOM_PX = 12

interface StatusStripProps {
  readonly buckets: StatusBuckets
  readonly gaps: GapTimes
  readonly span: TimeSpan
  /** Which colour of the theme a word has. */
  readonly colourOf: (word: string | null) => number
  readonly testId?: string
}

/**
 * The words of one instrument over time. A stretch with one word is of its colour and says it where
 * there is room; where several words share a pixel, the rarer ones stand above the most frequent.
 */
export function StatusStrip({
  buckets,
  gaps,
  span,
  colourOf,
  testId,
}: StatusStripProps): ReactNode {
  const colours = usePlotColours()
  const { fromUs, toUs } = span
  const runs = useMemo(() => statusRuns(buckets, gaps), [buckets, gaps])
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      context.font = plotFont()
      context.textBaseline = 'middle'
      const xOf = (us: number): number => ((us - fromUs) / (toUs - fromUs)) * width
      const colour = (word: string | null): string => colours.words[colourOf(word)] ?? colours.muted
      for (const run of runs) {
        if (run.toUs < fromUs || run.fromUs > toUs) continue
        const left = Math.max(0, xOf(run.fromUs))
        const wide = Math.max(1, Math.min(width, xOf(run.toUs)) - left)
        const [most, ...others] = run.words
        if (most === undefined) continue
        context.fillStyle = colour(most)
        context.fillRect(left, 0, wide, height)
        const each = Math.max(LEAST_PX, Math.floor(height / 2 / Math.max(1, others.length)))
        others.forEach((word, i) => {
          context.fillStyle = colour(word)
          context.fillRect(left, i * each, wide, Math.min(each, height - i * each))
        })
        const label = most ?? 'other words'
        if (others.length > 0 || wide < LABEL_ROOM_PX * 2) continue
        if (context.measureText(label).width + LABEL_ROOM_PX > wide) continue
        context.fillStyle = inkOn(colour(most))
        context.fillText(label, left + LABEL_ROOM_PX / 2, height / 2 + 0.5)
      }
    },
    [runs, fromUs, toUs, colourOf, colours],
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
