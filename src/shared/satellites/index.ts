import { SatelliteDefinition } from './definition'

const modules = import.meta.glob<{ default: unknown }>('./types/*.ts', { eager: true })

/** Every satellite type that the station knows, by the name that a header gives. */
export const satellites: ReadonlyMap<string, SatelliteDefinition> = new Map(
  Object.values(modules).map((module) => {
    const definition = SatelliteDefinition.parse(module.default)
    return [definition.type, definition]
  }),
)
