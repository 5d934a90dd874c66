import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Real files of many makers lie beside the project where they are to be had at all. */
export const folder = resolve(import.meta.dirname, '../../../../shared/telemetry-files')

interface TrueChannel {
  readonly name: string
  readonly kind: string
  readonly missing?: number
}

/** What is true of a file, by hand. */
export interface Truth {
  readonly n: number
  readonly ch: readonly TrueChannel[]
  /** A line's number, a column, and the text that stands there. */
  readonly spots: readonly (readonly [number | string, string, string])[]
}

/** By a file's path; of a few files there is nothing but what the readings say themselves. */
export function truths(): Readonly<Record<string, Truth>> {
  return JSON.parse(readFileSync(resolve(folder, 'truth.json'), 'utf8'))
}

/** A column's name as a channel is called. */
export function channelName(column: string): string {
  const name = column
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  // What ends so is the raw value of another.
  const own = name.replace(/_raw$/, '_code')
  return /^[a-z]/.test(own) && own !== 'id' ? own : `c_${own}`
}

/**
 * A channel for each column of a file with names in one line, by what kind its truth says it is.
 * Whatever comes twice is told apart by its place.
 */
export function channelsOf({ ch }: Truth, except: readonly string[]): object[] {
  const names = ch.map(({ name }) => channelName(name))
  return ch.flatMap(({ name, kind }, i) => {
    const column = name.trim()
    if (except.includes(column)) return []
    const own = channelName(name)
    const isTwice = names.filter((other) => other === own).length > 1
    const isWord = /text|enum|boolean|flags/.test(kind)
    return {
      name: isTwice ? `${own}_${i + 1}` : own,
      from: isTwice ? { column: i + 1 } : column,
      kind: isWord ? 'word' : 'number',
    }
  })
}
