import { Worker } from 'node:worker_threads'
import { workerEntry } from './entry'

export interface ThreadOptions {
  readonly name: string
  /** The `x` of the thread's file `x.worker.ts`. */
  readonly entry: string
  /**
   * How large the heap's nursery may grow. What threads hold is mostly in buffers outside the heap;
   * a small nursery costs one that makes little garbage no time, and saves ten megabytes.
   */
  readonly youngGenerationMb: number
}

const early: { readonly options: ThreadOptions; readonly worker: Worker }[] = []

export function startThread(options: ThreadOptions): Worker {
  return new Worker(workerEntry(options.entry), {
    name: options.name,
    resourceLimits: { maxYoungGenerationSizeMb: options.youngGenerationMb },
  })
}

/**
 * Starts a thread that will be wanted, before the rest of the program is loaded: both take long, and
 * side by side half as long. It does not keep the process alive. One that ends is forgotten.
 */
export function startEarly(options: ThreadOptions): void {
  const worker = startThread(options)
  worker.unref()
  // Whoever has taken it by then listens to both.
  for (const end of ['error', 'exit']) worker.on(end, () => takeEarly(options))
  early.push({ options, worker })
}

/** The thread of these very options that was started early, once. */
export function takeEarly({ name, entry, youngGenerationMb }: ThreadOptions): Worker | null {
  const at = early.findIndex(
    ({ options }) =>
      options.name === name &&
      options.entry === entry &&
      options.youngGenerationMb === youngGenerationMb,
  )
  const [found] = at === -1 ? [] : early.splice(at, 1)
  found?.worker.ref()
  return found?.worker ?? null
}
