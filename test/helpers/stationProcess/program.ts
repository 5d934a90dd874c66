import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { FileStatus } from '../../../src/shared/files'
import { startStation } from '../../../src/main/ingest/station'
import type { AnswerMessage, Order, OrderMessage } from './orders'

const [folder = '', overrides = '{}'] = process.argv.slice(2)

const threads: Worker[] = []
process.on('worker', (thread) => threads.push(thread))

const station = await startStation({
  dataFolder: join(folder, 'data'),
  databasePath: join(folder, 'data', 'downlink.db'),
  defaultIngestFolder: null,
  hasWindow: true,
  overrides: JSON.parse(overrides),
})

async function carryOut(order: Order): Promise<FileStatus | null> {
  switch (order.do) {
    case 'add':
      await station.addPaths([order.path], 'drop')
      return null
    case 'act':
      await station.act(order.fileId, order.action)
      return null
    case 'replace':
      await station.removals.replace(order.fileId, order.path, 'drop')
      return null
    case 'settings':
      await station.updateSettings(order.patch)
      return null
    case 'kill thread':
      await threads[order.which % threads.length]?.terminate()
      return null
    case 'status of':
      return (await station.file(order.fileId))?.status ?? null
    case 'idle':
      await station.idle()
      return null
    case 'stop':
      await station.stop()
      return null
  }
}

const tell = (message: AnswerMessage): void => void process.send?.(message)

process.on('message', ({ seq, order }: OrderMessage) => {
  carryOut(order).then(
    (status) => tell({ seq, status, refused: null }),
    (error: Error) => tell({ seq, status: null, refused: error.message }),
  )
})
tell({ ready: true })
