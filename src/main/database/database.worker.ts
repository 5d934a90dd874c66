import { parentPort } from 'node:worker_threads'
import { serveWorker } from '../workers/serve'
import { openReader, openWriter, type OpenOptions } from './connection/open'
import { createReadMethods } from './readMethods'
import { createWriteMethods } from './writeMethods'

export interface DatabaseWorkerData extends OpenOptions {
  /** `both`: one thread for all, where nobody asks while something is written. */
  readonly role: 'writer' | 'reader' | 'both'
}

if (parentPort === null) throw new Error('this file runs as a worker thread')
serveWorker(parentPort, (options: DatabaseWorkerData) => {
  switch (options.role) {
    case 'writer':
      return createWriteMethods(openWriter(options))
    case 'reader':
      return createReadMethods(openReader(options), options)
    case 'both': {
      const db = openWriter(options)
      return { ...createReadMethods(db, options), ...createWriteMethods(db) }
    }
  }
})
