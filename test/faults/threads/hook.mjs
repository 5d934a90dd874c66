// Loaded before the built program (`node --import`), in its main thread and in each of its worker
// threads. Makes threads fall as the variable FAULTS says: a JSON list of `Fault`.
import { syncBuiltinESMExports } from 'node:module'
import threads from 'node:worker_threads'

/**
 * @typedef {object} Fault
 * @property {'database' | 'reader'} thread the file that it runs
 * @property {'terminate' | 'throw' | 'heap'} kind
 * @property {number} afterMs since the thread was started
 */

/** Room for what a thread really needs, and little to fill. */
const HEAP_MB = 64

if (threads.isMainThread) strikeThreads(JSON.parse(process.env['FAULTS'] ?? '[]'))
else if (process.env['FAULT'] !== undefined) fall(JSON.parse(process.env['FAULT']))

/** @param {Fault[]} faults each meets the next thread of its kind that is started */
function strikeThreads(faults) {
  const { Worker } = threads
  threads.Worker = class extends Worker {
    /** @param {string | URL} entry @param {import('node:worker_threads').WorkerOptions} options */
    constructor(entry, options) {
      const at = faults.findIndex(({ thread }) => String(entry).includes(`${thread}.worker`))
      const [fault] = at === -1 ? [] : faults.splice(at, 1)
      super(entry, {
        ...options,
        env: { ...process.env, ...(fault === undefined ? {} : { FAULT: JSON.stringify(fault) }) },
        resourceLimits: { ...options.resourceLimits, maxOldGenerationSizeMb: HEAP_MB },
      })
      if (fault?.kind === 'terminate')
        setTimeout(() => void this.terminate(), fault.afterMs).unref()
    }
  }
  syncBuiltinESMExports()
}

/** @param {Fault} fault */
function fall({ kind, afterMs }) {
  if (kind === 'terminate') return
  setTimeout(() => {
    if (kind === 'throw') throw new Error('thrown by the sweep')
    const held = []
    for (;;) held.push(Array.from({ length: 10_000 }, () => 0.5))
  }, afterMs).unref()
}
