import { defineConfig } from 'vitest/config'

/** Workers run from out/main, so the tests with threads and windows need a build. */
const built = { globalSetup: 'test/buildOnce.ts' }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          ...built,
          // Most of them wait for a grace time, a lock or a folder: more of them than cores.
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          ...built,
          // One window at a time: they share a display.
          fileParallelism: false,
          // Whatever shares the machine may hold a window up for longer than a test waits for it.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
