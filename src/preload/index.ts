import './zodWithoutEval'
import type { AddResult, CallReply, DownlinkBridge } from '#shared/ipc'
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { call, pushedMessage } from './door'
import { droppedPaths } from './droppedPaths'

const notFiles: CallReply<never> = {
  ok: false,
  failure: { code: 'refused', message: 'Only files can be dropped.' },
}

async function addDropped(files: File[]): Promise<CallReply<AddResult>> {
  if (!Array.isArray(files) || !files.every((file) => file instanceof File)) return notFiles
  const { paths, refused } = droppedPaths(files, (file) => webUtils.getPathForFile(file))
  if (paths.length === 0) {
    return { ok: true, value: { added: 0, known: 0, refused, fileIds: [] } }
  }
  const reply = await call(ipcRenderer, 'files:add', { paths })
  if (!reply.ok) return reply
  return { ok: true, value: { ...reply.value, refused: [...reply.value.refused, ...refused] } }
}

const bridge: DownlinkBridge = {
  call: (channel, input) => call(ipcRenderer, channel, input),
  addDropped,
  listen(channel, listener) {
    const onMessage = (_event: unknown, raw: unknown): void => {
      const message = pushedMessage(channel, raw)
      if (message !== null) listener(message)
    }
    ipcRenderer.on(channel, onMessage)
    return () => {
      ipcRenderer.off(channel, onMessage)
    }
  },
}

contextBridge.exposeInMainWorld('downlink', bridge)
