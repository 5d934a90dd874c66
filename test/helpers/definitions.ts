import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { LineReading } from '../../src/main/ingest/inbox/lineReading'
import { checkDefinition } from '#shared/telemetry/readDefinition'

/** A built-in type, as packages are read with it. */
export function builtInUse(type: string) {
  const definition = builtIn.get(type)
  if (definition === undefined) throw new Error(`${type} is not built in`)
  const bytes = Buffer.from(`{"satellite_type":"${type}"}\n`)
  const head = { bytes, columns: null, startUs: null }
  return { definition, addedBy: 'Downlink', head, site: null }
}

/** How lines of a built-in type are read. */
export function builtInReading(type: string): LineReading {
  const { definition, head } = builtInUse(type)
  return new LineReading(definition, head)
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
