import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { checkDefinition } from '#shared/telemetry/readDefinition'

/** A built-in type, as packages are read with it. */
export function builtInUse(type: string): { definition: Definition; addedBy: string } {
  const definition = builtIn.get(type)
  if (definition === undefined) throw new Error(`${type} is not built in`)
  return { definition, addedBy: 'Downlink' }
}

/** A definition of the current format, from what it says beyond what all have. */
export function definitionOf(parts: object): Definition {
  const { definition, faults } = checkDefinition({
    format: 'downlink-definition/1',
    type: 'kestrel',
    title: 'Kestrel',
    recognise: { name: ['*'] },
    ...parts,
  })
  if (definition === undefined) throw new Error(JSON.stringify(faults))
  return definition
}
