import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { assembly } from '../../../scripts/lib/assembly.js'

/**
 * Bundles a test's own program together with the engine that it starts, for a process of its own.
 *
 * @param built the folder whose `out/main` has the worker threads that it is to use
 * @returns the path of the bundle, in the folder
 */
export async function bundleWithEngine(
  entry: string,
  folder: string,
  built: string,
): Promise<string> {
  const name = `${basename(entry, '.ts')}.mjs`
  await build({
    configFile: false,
    plugins: [assembly()],
    root: resolve(import.meta.dirname, '../../..'),
    logLevel: 'error',
    // For the engine the bundle stands for its own sources, which know where the workers are.
    define: {
      'import.meta.url': JSON.stringify(
        pathToFileURL(join(built, 'src/main/workers/entry.ts')).href,
      ),
    },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: name } },
    },
  })
  return join(folder, name)
}
