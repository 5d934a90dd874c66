import type { FlightChannel } from '#shared/flight/channels'
import { channelValue } from '../../ui/channelWords'
import { formatRange } from '../../ui/formatValue'
import { extentBetween, noPoints, recordedBetween, type PlotPoints } from '../../ui/plot/points'
import type { TimeSpan } from '../../ui/plot/timeSpan'

/**
 * From where to where a channel goes in a stretch of time, as it is shown and with all its digits.
 *
 * @param known undefined before they are
 */
export function extentWords(
  { unit, decimals }: FlightChannel,
  known: PlotPoints | undefined,
  { fromUs, toUs }: TimeSpan,
): { readonly short: string; readonly exact: string | undefined } {
  const points = known ?? noPoints
  const extent = extentBetween(points, fromUs, toUs)
  if (extent === null) {
    const hasRecords = recordedBetween(points, fromUs, toUs) !== null
    return { short: nothingWords(known !== undefined, hasRecords), exact: undefined }
  }
  const [low, high] = extent
  return { short: rangeWords(low, high, decimals), exact: `${low} to ${high} ${unit}`.trimEnd() }
}

function nothingWords(isKnown: boolean, hasRecords: boolean): string {
  if (!isKnown) return ''
  return hasRecords ? 'no value in view' : 'no record in view'
}

function rangeWords(low: number, high: number, decimals: number | null): string {
  if (decimals === null) return formatRange(low, high)
  const [from, to] = [channelValue(low, decimals), channelValue(high, decimals)]
  return from === to ? from : `${from} to ${to}`
}
