import { parentPort, workerData } from 'node:worker_threads'
import { serveWorker } from '../workers/serve'
import { openReader, openWriter, type OpenOptions } from './open'
import { createReader } from './reader'
import { createWriter } from './writer'

export interface DatabaseWorkerData extends OpenOptions {
  /** `both`: one thread for all, where nobody asks while something is written. */
  readonly role: 'writer' | 'reader' | 'both'
}

const options: DatabaseWorkerData = workerData
if (parentPort === null) throw new Error('this file runs as a worker thread')

switch (options.role) {
  case 'writer':
    serveWorker(parentPort, () => createWriter(openWriter(options)))
    break
  case 'reader':
    serveWorker(parentPort, () => createReader(openReader(options), options))
    break
  case 'both':
    serveWorker(parentPort, () => {
      const db = openWriter(options)
      return { ...createReader(db, options), ...createWriter(db) }
    })
}
