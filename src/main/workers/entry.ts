import { fileURLToPath } from 'node:url'

const ours = import.meta.url

/**
 * Where a worker's built file lies: beside the built program, or in `out/main` when the caller
 * itself runs from its TypeScript source, as it does in tests.
 */
export function workerEntry(name: string): URL {
  const file = `${name}.worker.js`
  const fromSource = fileURLToPath(ours).endsWith('.ts')
  return new URL(fromSource ? `../../../out/main/${file}` : `./${file}`, ours)
}
