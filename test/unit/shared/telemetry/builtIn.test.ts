import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { satellites } from '../../../../src/shared/satellites'
import { readDefinition } from '../../../../src/shared/telemetry/readDefinition'

const files = readdirSync('resources/satellites').filter((name) => name.startsWith('jackal'))

describe('the definitions that are shipped', () => {
  it('are those of the types that are built in', () => {
    expect(files.map((name) => name.replace('.json', ''))).toEqual(
      [...satellites.keys()].toSorted(),
    )
  })

  it.each(files)('say in %s what is built in', (name) => {
    const result = readDefinition(readFileSync(`resources/satellites/${name}`, 'utf8'))
    expect(result.faults).toBeUndefined()
    const { definition } = result
    const builtIn = satellites.get(definition?.type ?? '')
    const names = ['velocity', 'altitude', 'latitude', 'longitude'] as const
    expect(definition).toEqual({
      $schema: './definition.schema.json',
      format: 'downlink-definition/1',
      type: name.replace('.json', ''),
      title: name.replace('.json', '').replace('jackal_', 'Jackal '),
      file: { kind: 'ndjson', header: true },
      recognise: { header: { satellite_type: definition?.type } },
      time: { form: 'rfc3339', from: builtIn?.timestamp.key },
      channels: [
        ...names.map((channel) => {
          const { key, unit, min, max } = builtIn?.[channel] ?? {}
          const valid = min === undefined ? {} : { valid: { min, max } }
          return {
            name: channel,
            from: key,
            kind: 'number',
            unit,
            role: channel,
            required: true,
            ...valid,
          }
        }),
        ...(builtIn?.instruments ?? []).map((key) => ({
          name: key,
          from: key,
          kind: 'word',
          required: true,
        })),
      ],
    })
  })
})
