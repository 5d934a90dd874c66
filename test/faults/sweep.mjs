import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// The sweeps are TypeScript like the rest; Vite loads them as it loads the tests.
const command = fileURLToPath(new URL('command.ts', import.meta.url))
const { module } = await runnerImport(command, { configFile: false, logLevel: 'error' })
process.exitCode = await module.run(process.argv.slice(2))
