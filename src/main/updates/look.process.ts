import { lookForUpdate, type LookFor } from './look'

// A folder that does not answer would hold up a thread for good, and the end of the program with it;
// a process can be ended.
process.parentPort.once('message', ({ data }) => {
  process.parentPort.postMessage(lookForUpdate(data as LookFor))
})
