import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { assembly } from './scripts/lib/assembly.js'
import { hasXvfb } from './scripts/lib/display.js'

/** What waits for good is ended; a busy machine may take this long, and says what it waited for. */
const LONGEST_MS = 180_000

/** Windows mostly wait. On one display they would take each other's focus. */
const WINDOWS = hasXvfb ? 3 : 1

/** What it does is registered for each file; modules are loaded once for all files of a worker. */
const CLEAN_UP = 'test/helpers/cleanUp.ts'

export default defineConfig({
  test: {
    // No summary that is drawn anew: several runs share a terminal.
    reporters: [
      ['default', { summary: false }],
      './test/helpers/notRunReporter.ts',
      './test/helpers/retryReporter.ts',
    ],
    projects: [
      {
        plugins: [assembly()],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          setupFiles: [CLEAN_UP],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        plugins: [assembly()],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/buildOnce.ts', 'test/helpers/stationProcess/bundleOnce.ts'],
          setupFiles: [CLEAN_UP],
          isolate: false,
          // Most of them wait for a grace time, a lock or a folder: more of them than cores.
          maxWorkers: 4,
          // As in the terminal: threads and programs load what others have compiled.
          env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('out/main/compiled', import.meta.url)) },
          testTimeout: LONGEST_MS,
          hookTimeout: LONGEST_MS,
        },
      },
      {
        plugins: [assembly()],
        test: {
          name: 'packages',
          include: ['test/packages/**/*.test.ts'],
          globalSetup: ['test/packages/packaged.ts'],
          setupFiles: [CLEAN_UP],
          isolate: false,
          // Files are read beside windows that mostly wait.
          maxWorkers: 3,
          testTimeout: LONGEST_MS,
          hookTimeout: LONGEST_MS,
        },
      },
      {
        plugins: [assembly()],
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/buildOnce.ts', 'test/e2e/displays.ts'],
          setupFiles: [CLEAN_UP, 'test/e2e/ownDisplay.ts'],
          isolate: false,
          maxWorkers: WINDOWS,
          // Each that needs it is printed, and more than two fail the run.
          retry: 1,
          // What is read of a window is read until it is so.
          expect: { poll: { timeout: 60_000, interval: 100 } },
          testTimeout: LONGEST_MS,
          hookTimeout: LONGEST_MS,
        },
      },
    ],
  },
})
