import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { runFolder } from '../runFolder'
import { bundleWithEngine } from './bundle'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the program that a station process runs; its threads are those of `out/main`. */
    stationProgram: string
  }
}

/** Bundles it before the first test of a run: several files start it at the same time. */
export default async function bundleOnce(project: TestProject): Promise<() => void> {
  const folder = runFolder('tests')
  const built = resolve(import.meta.dirname, '../../..')
  const entry = join(import.meta.dirname, 'program.ts')
  project.provide('stationProgram', await bundleWithEngine(entry, folder, built))
  return () => rmSync(folder, { recursive: true })
}
