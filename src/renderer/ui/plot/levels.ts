import type { FlightChannel } from '#shared/flight/channels'

export type Level = 'yellow' | 'red'

/** How bad each word is, of those that are bad at all. */
export type Levels = ReadonlyMap<string, Level>

export const noLevels: Levels = new Map()

/** The levels of states by their words; of two with one word the worse. */
export function levelsOf(states: FlightChannel['states']): Levels {
  if (states.every(({ level }) => level === null)) return noLevels
  const levels = new Map<string, Level>()
  for (const { word, level } of states) {
    if (level !== null && levels.get(word) !== 'red') levels.set(word, level)
  }
  return levels
}
