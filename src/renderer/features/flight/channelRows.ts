import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelName } from '#shared/flight/scope'
import { hasWords } from '#shared/fold'
import { areShared, parted, shared, type Sharing } from '../../stores/flight/lanes'
import { channelTitle } from '../../ui/channelWords'
import { countText } from '#shared/numbers'

/** A row of the picker stands for a channel, or for all that were found of a group. */
export interface PickerRow {
  readonly title: string
  readonly note: string
  readonly channels: readonly FlightChannel[]
  readonly names: readonly ChannelName[]
  readonly kind: 'group' | 'in group' | 'alone'
}

const KINDS = { number: 'number', state: 'states', word: 'words' } as const

/** The channels that a text fits, group by group. */
export function rowsOf(channels: readonly FlightChannel[], text: string): PickerRow[] {
  const fits = hasWords(text)
  const found = channels.filter((channel) =>
    fits(`${channelTitle(channel)} ${channel.name} ${channel.group ?? ''} ${channel.unit}`),
  )
  const isGrouped = channels.some(({ group }) => group !== null)
  return [...Map.groupBy(found, ({ group }) => group)].flatMap(([group, ofGroup]) => {
    const own = ofGroup.map((channel): PickerRow => ({
      title: channelTitle(channel),
      note: channel.unit === '' ? KINDS[channel.kind] : channel.unit,
      channels: [channel],
      names: [channel.name],
      kind: isGrouped ? 'in group' : 'alone',
    }))
    if (!isGrouped) return own
    const head: PickerRow = {
      title: group ?? 'Others',
      note: countText(ofGroup.length),
      channels: ofGroup,
      names: ofGroup.map(({ name }) => name),
      kind: 'group',
    }
    return [head, ...own]
  })
}

/** The choice with all of some names taken in, or out where all of them were in. */
export function toggled(
  chosen: ReadonlySet<ChannelName>,
  names: readonly ChannelName[],
): ChannelName[] {
  const isOn = names.every((name) => chosen.has(name))
  if (isOn) return [...chosen].filter((name) => !names.includes(name))
  return [...new Set([...chosen, ...names])]
}

/** What sharing a lane would do to a row. */
export interface ShareOffer {
  readonly title: string
  /** Whether its channels share one now. */
  readonly isOn: boolean
  /** Which channels it brings into lanes, or out of them. */
  readonly names: readonly ChannelName[]
  readonly after: Sharing
}

/**
 * A number goes into the lane of the plotted one that is listed above it, or back into its own; a
 * group into a lane for each unit. Null where there is nothing to share.
 *
 * @param chosen in the order of the lanes
 */
export function shareOffer(
  rows: readonly PickerRow[],
  index: number,
  chosen: ReadonlySet<ChannelName>,
  sharing: Sharing,
): ShareOffer | null {
  const row = rows[index]
  if (row === undefined) return null
  return row.kind === 'group'
    ? offerOfGroup(row, chosen, sharing)
    : offerOfOne(row, rows.slice(0, index), chosen, sharing)
}

function offerOfOne(
  { title, channels, names }: PickerRow,
  before: readonly PickerRow[],
  chosen: ReadonlySet<ChannelName>,
  sharing: Sharing,
): ShareOffer | null {
  const [channel] = channels
  if (channel === undefined || !isNumber(channel)) return null
  const known = [...chosen]
  const isOn = known
    .slice(0, Math.max(0, known.indexOf(channel.name)))
    .some((name) => areShared(sharing, [name, channel.name]))
  const above = before.findLast(
    (row) => row.kind !== 'group' && isNumber(row.channels[0]) && chosen.has(row.names[0] ?? ''),
  )
  const [other] = above?.names ?? []
  if (isOn) {
    const after = parted(sharing, names)
    return { title: `${title}: into a lane of its own`, isOn, names, after }
  }
  if (above === undefined || other === undefined) return null
  const after = shared(sharing, names, other)
  return { title: `${title}: into the lane of ${above.title}`, isOn, names, after }
}

function offerOfGroup(
  { title, channels }: PickerRow,
  chosen: ReadonlySet<ChannelName>,
  sharing: Sharing,
): ShareOffer | null {
  const units = [...Map.groupBy(channels.filter(isNumber), ({ unit }) => unit).values()]
    .map((ofUnit) => ofUnit.map(({ name }) => name))
    .filter((names) => names.length > 1)
  const names = units.flat()
  if (names.length === 0) return null
  const isOn =
    names.every((name) => chosen.has(name)) && units.every((unit) => areShared(sharing, unit))
  const apart = parted(sharing, names)
  return {
    title: isOn ? `${title}: each in a lane of its own` : `${title}: one lane for each unit`,
    isOn,
    names,
    after: isOn ? apart : units.reduce((after, unit) => shared(after, unit, unit[0] ?? ''), apart),
  }
}

function isNumber(channel: FlightChannel | undefined): boolean {
  return channel?.kind === 'number'
}
