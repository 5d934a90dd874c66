import { parentPort, workerData } from 'node:worker_threads'
import { serveWorker } from '../workers/serve'
import { openReader, openWriter, type OpenOptions } from './open'
import { createReader } from './reader'
import { createWriter } from './writer'

export interface DatabaseWorkerData extends OpenOptions {
  readonly role: 'writer' | 'reader'
}

const options: DatabaseWorkerData = workerData
if (parentPort === null) throw new Error('this file runs as a worker thread')

if (options.role === 'writer') serveWorker(parentPort, createWriter(openWriter(options)))
else serveWorker(parentPort, createReader(openReader(options), options))
