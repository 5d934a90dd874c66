import { parentPort } from 'node:worker_threads'
import { serveWorker } from '../workers/serve'
import { createDatabaseMethods } from './databaseMethods'

if (parentPort === null) throw new Error('this file runs as a worker thread')
serveWorker(parentPort, createDatabaseMethods)
