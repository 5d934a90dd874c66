import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { Found, LookFor } from '../updates/look'
import type { Looking } from '../updates/updateWatch'

/** Looks for an update in a process of its own. */
export function lookBeside(asked: LookFor): Looking {
  const child = utilityProcess.fork(join(import.meta.dirname, 'look.process.js'), [], {
    serviceName: 'Downlink updates',
    stdio: 'ignore',
  })
  const found = new Promise<Found>((resolve, reject) => {
    child.once('message', (message: Found) => {
      resolve(message)
      child.kill()
    })
    child.once('exit', (code) => reject(new Error(`looking for it ended with code ${code}.`)))
  })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
  child.postMessage(asked)
  return { found, end: () => child.kill() }
}
