import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from './lib/project.js'

// The schema is TypeScript like the rest; Vite loads it as it loads the tests.
const source = join(root, 'src', 'shared', 'telemetry', 'jsonSchema.ts')
const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' })
writeFileSync(
  join(root, 'resources', 'satellites', 'definition.schema.json'),
  module.definitionSchemaText(),
)
