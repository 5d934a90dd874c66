import { closeSync, openSync, writeSync } from 'node:fs'
import type { Channel } from '#shared/telemetry/channel'
import { Clock } from '../../../fixtures/generator/clock'
import { Random } from '../../../fixtures/generator/random'
import { Walk } from '../../../fixtures/generator/walk'
import { housekeepingType, type HousekeepingSpec } from './definition'

/** 2026-03-01T10:00:00Z, after which the first line was taken. */
const START_US = 1_772_359_200_000_000
const MEAN_STEP_US = 100_000
/** The longest time by which a step is shorter or longer than the mean one. */
const JITTER_US = 500
const PIECE_CHARACTERS = 512 * 1024
const WORDS = ['nominal', 'pass over Svalbard', 'detumbling']

/** Writes a package, the oldest line first, to a file that is made anew. Returns its bytes. */
export function writeHousekeeping(path: string, spec: HousekeepingSpec): number {
  const file = openSync(path, 'w')
  try {
    let bytes = 0
    for (const piece of housekeepingText(spec)) bytes += writeSync(file, piece)
    return bytes
  } finally {
    closeSync(file)
  }
}

function* housekeepingText(spec: HousekeepingSpec): Generator<string> {
  const { channels } = housekeepingType(spec)
  const random = new Random(1)
  const next = channels.map((channel, index) => valuesOf(channel, index, random))
  const clock = new Clock()
  let time = START_US
  const line = spec.format === 'csv' ? csvLine : ndjsonLine(channels)
  let piece = spec.format === 'csv' ? `time,${channels.map(({ name }) => name).join(',')}\n` : ''
  for (let count = 0; count < spec.lines; count += 1) {
    time += MEAN_STEP_US - JITTER_US + random.integer(2 * JITTER_US + 1)
    piece += `${line(
      clock.format(time),
      next.map((value) => value()),
    )}\n`
    if (piece.length > PIECE_CHARACTERS) {
      yield piece
      piece = ''
    }
  }
  yield piece
}

type Value = number | string

/** A channel's values, one after the other: numbers wander, states and words stay for a while. */
function valuesOf(channel: Channel, index: number, random: Random): () => Value {
  if (channel.kind === 'number') {
    const middle = (index % 3) * 40 - 30
    const range = { decimals: 3, reach: 1, low: middle - 50, high: middle + 50 }
    const walk = new Walk(random, middle, range)
    return () => walk.next()
  }
  if (channel.kind === 'word') return staying(WORDS, 0.001, random)
  return staying(
    channel.states.map(({ value }) => (typeof value === 'boolean' ? Number(value) : value)),
    0.01,
    random,
  )
}

function staying(values: readonly Value[], chance: number, random: Random): () => Value {
  let at = 0
  return () => {
    if (random.chance(chance)) at = random.integer(values.length)
    return values[at] ?? ''
  }
}

function csvLine(time: string, values: readonly Value[]): string {
  return `${time},${values.join(',')}`
}

function ndjsonLine(channels: readonly Channel[]) {
  const keys = channels.map(({ name }) => `,"${name}":`)
  return (time: string, values: readonly Value[]): string => {
    const members = values.map((value, index) => `${keys[index]}${JSON.stringify(value)}`)
    return `{"time":"${time}"${members.join('')}}`
  }
}
