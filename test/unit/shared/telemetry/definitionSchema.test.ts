import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { definitionSchemaText } from '../../../../src/shared/telemetry/jsonSchema'

it('is shipped as the schema of today', () => {
  const shipped = readFileSync('resources/satellites/definition.schema.json', 'utf8')
  expect(shipped, 'npm run schema writes it anew').toBe(definitionSchemaText())
})
