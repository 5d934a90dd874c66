import { lookForUpdate } from './look'

// A folder that does not answer would hold up a thread for good, and the end of the program with it;
// a process can be ended.
const { parentPort } = process
parentPort.once('message', ({ data: asked }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
  parentPort.postMessage(lookForUpdate(asked))
})
