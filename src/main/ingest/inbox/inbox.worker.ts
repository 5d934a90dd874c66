import { parentPort } from 'node:worker_threads'
import { openReader, type OpenOptions } from '../../database/connection/open'
import { serveWorker } from '../../workers/serve'
import { createInboxMethods } from './inboxMethods'

if (parentPort === null) throw new Error('this file runs as a worker thread')
serveWorker(parentPort, (options: OpenOptions) => createInboxMethods(openReader(options), options))
