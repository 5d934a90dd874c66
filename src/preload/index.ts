import { contextBridge, ipcRenderer } from 'electron'
import type { DownlinkBridge } from '#shared/ipc'

/** Made when it is first needed: the contract's shapes take longer to make than the page to appear. */
const calls = () => import('./calls')

const bridge: DownlinkBridge = {
  call: async (channel, input) => (await calls()).callOfPage(channel, input),
  addDropped: async (files) => (await calls()).addDropped(files),
  replaceDropped: async (fileId, files) => (await calls()).replaceDropped(fileId, files),
  listen(channel, listener) {
    let isHeard = true
    const onMessage = async (_event: unknown, raw: unknown): Promise<void> => {
      const { pushedMessage } = await calls()
      const message = pushedMessage(channel, raw)
      if (message !== null && isHeard) listener(message)
    }
    ipcRenderer.on(channel, onMessage)
    return () => {
      isHeard = false
      ipcRenderer.off(channel, onMessage)
    }
  },
}

contextBridge.exposeInMainWorld('downlink', bridge)
