import type { Definition } from './definition'

// They are whole as they stand, so no thread has to take the time to check them: a test does.
const files = import.meta.glob<Definition>(
  ['../../../resources/satellites/*.json', '!../../../resources/satellites/*.schema.json'],
  { eager: true, import: 'default' },
)

/** The satellite types that come with the station, by their names. */
export const builtIn: ReadonlyMap<string, Definition> = new Map(
  Object.values(files).map((definition) => [definition.type, definition]),
)
