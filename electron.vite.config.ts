import react from '@vitejs/plugin-react'
import { assembly } from './scripts/lib/assembly.js'
import { bundled } from './scripts/lib/bundled.js'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** Every thread loads its code anew, and starts with a tenth less of the processor from CommonJS than from modules. */
const commonJs: Plugin = {
  name: 'commonjs',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
  },
}

/**
 * What is not in the bundle is loaded when it is first used: some of Node's own modules take a thread
 * longer than all of its code, and many are for what seldom happens. One that is used in another way
 * than by its members is loaded at once, as it would be anyhow.
 */
const onDemand: Plugin = {
  name: 'on-demand',
  renderChunk(code) {
    const imports = code.matchAll(/^let (\w+) = (require\("(?!\.|electron")[^"]+"\));$/gm)
    return [...imports].reduce((whole, [line, name = '', load = '']) => {
      const asModule = new RegExp(String.raw`^${name} = (\w+\.__toESM)\(${name}, 1\);$`, 'm')
      const [, convert = ''] = asModule.exec(whole) ?? []
      const made = `${convert}(${load}${convert && ', 1'})`
      const uses = whole.replace(line, '').replace(asModule, '')
      if (new RegExp(String.raw`\b${name}\b(?!\.)`).test(uses)) return whole
      const lazy = `let ${name} = { made: null, get it() { return this.made ??= ${made}; } };`
      return whole
        .replace(asModule, '')
        .replaceAll(new RegExp(String.raw`\b${name}(?=\.)`, 'g'), `${name}.it`)
        .replace(line, lazy)
    }, code)
  },
}

/** What others made that is in a bundle; lib/parts.js makes one list of the three. */
const PARTS = { fileName: 'parts.json' }

/** Everything that runs in Node lies flat in out/main, so that a worker's file is beside its caller. */
export default defineConfig({
  main: {
    plugins: [assembly(), commonJs, onDemand],
    build: {
      license: PARTS,
      externalizeDeps: { exclude: bundled },
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          downlink: 'src/cli/downlink.ts',
          'reader.worker': 'src/main/ingest/reader/reader.worker.ts',
          'database.worker': 'src/main/database/database.worker.ts',
          'inbox.worker': 'src/main/ingest/inbox/inbox.worker.ts',
          'flightExport.worker': 'src/main/ingest/flight/flightExport.worker.ts',
          'copy.worker': 'src/main/database/copy/copy.worker.ts',
          'look.process': 'src/main/updates/look.process.ts',
          'copier.worker': 'src/main/ingest/source/copier.worker.ts',
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      license: PARTS,
      // A sandboxed preload may require nothing but electron: zod is bundled in, in the one file.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      license: PARTS,
      minify: true,
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
      // The page's policy lets nothing in by data: addresses.
      assetsInlineLimit: 0,
    },
  },
})
