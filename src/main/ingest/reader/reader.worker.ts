import { parentPort } from 'node:worker_threads'
import { serveWorker } from '../../workers/serve'
import { createReaderMethods } from './readerMethods'

if (parentPort === null) throw new Error('this file runs as a worker thread')
serveWorker(parentPort, createReaderMethods)
