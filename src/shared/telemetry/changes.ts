import type { Channel } from './channel'
import type { Definition } from './definition'

/** What a new revision of a definition changes, in words. */
export interface Changes {
  /** What holds at once, for packages that are stored too. */
  readonly atOnce: readonly string[]
  /** What only files show that are read from then on. */
  readonly onReading: readonly string[]
}

/** Parts of a definition and of its channels, by what people call them. */
const READING_PARTS = {
  file: 'how its files are written',
  recognise: 'how its files are known',
  site: 'where the ground station stands',
  missing: 'what stands for no value',
  ignore: 'what is left out',
  only: 'which records are taken',
  time: 'where the time stands',
} as const
const CHANNEL_READING = ['kind', 'from', 'required', 'missing', 'valid'] as const
const CHANNEL_SHOWING = [
  'label',
  'group',
  'unit',
  'scale',
  'offset',
  'decimals',
  'role',
  'limits',
  'wraps',
] as const
const MOST_NAMED = 5

/** Compares two definitions of one type. */
export function changesOf(before: Definition, after: Definition): Changes {
  const atOnce: string[] = []
  const onReading: string[] = []
  if (before.title !== after.title) atOnce.push('its title')
  if (before.rate !== after.rate) atOnce.push('its rate')
  for (const [part, words] of Object.entries(READING_PARTS)) {
    if (differ(part, before, after)) onReading.push(words)
  }
  const old = new Map(before.channels.map((channel) => [channel.name, channel]))
  const fresh = new Map(after.channels.map((channel) => [channel.name, channel]))
  const added = [...fresh.keys()].filter((name) => !old.has(name))
  const removed = [...old.keys()].filter((name) => !fresh.has(name))
  if (added.length > 0) onReading.push(`new: ${listed(added)}`)
  if (removed.length > 0) onReading.push(`no longer read: ${listed(removed)}`)
  for (const [name, channel] of fresh) {
    const was = old.get(name)
    if (was === undefined) continue
    const reading: string[] = CHANNEL_READING.filter((part) => differ(part, was, channel))
    if (JSON.stringify(valuesOf(was)) !== JSON.stringify(valuesOf(channel))) reading.push('values')
    if (reading.length > 0) onReading.push(`${reading.join(', ')} of ${name}`)
    const showing: string[] = CHANNEL_SHOWING.filter((part) => differ(part, was, channel))
    if (JSON.stringify(wordsOf(was)) !== JSON.stringify(wordsOf(channel))) showing.push('words')
    if (showing.length > 0) atOnce.push(`${showing.join(', ')} of ${name}`)
  }
  return { atOnce, onReading }
}

/** The same as sentences. */
export function changeWords({ atOnce, onReading }: Changes): string[] {
  return [
    ...(atOnce.length > 0 ? [`At once, for stored packages too: ${atOnce.join('; ')}.`] : []),
    ...(onReading.length > 0
      ? [
          `For files that are read from then on: ${onReading.join('; ')}. Stored packages stay as they are until they are read again.`,
        ]
      : []),
  ]
}

function differ(part: string, before: object, after: object): boolean {
  return JSON.stringify(Reflect.get(before, part)) !== JSON.stringify(Reflect.get(after, part))
}

function valuesOf(channel: Channel): unknown[] {
  return channel.kind === 'state' ? channel.states.map(({ value }) => value) : []
}

function wordsOf(channel: Channel): unknown[] {
  return channel.kind === 'state' ? channel.states.map(({ word, level }) => [word, level]) : []
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED
  const shown = names.slice(0, MOST_NAMED)
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
