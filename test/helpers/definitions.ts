import type { Definition } from '#shared/telemetry/definition'
import { checkDefinition } from '#shared/telemetry/readDefinition'

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
