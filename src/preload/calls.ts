import './zodWithoutEval'
import {
  preloadChannels,
  type AddResult,
  type CallReply,
  type InvokeChannel,
  type InvokeInput,
  type InvokeOutput,
  type PageChannel,
} from '#shared/ipc'
import type { FileId } from '#shared/files'
import type { Replacing } from '#shared/removals/calls'
import { ipcRenderer, webUtils } from 'electron'
import { call } from './door'
import { droppedPaths } from './droppedPaths'

const refused = (message: string): CallReply<never> => ({
  ok: false,
  failure: { code: 'refused', message },
})

const notForThePage: ReadonlySet<InvokeChannel> = new Set(preloadChannels)

export async function addDropped(files: File[]): Promise<CallReply<AddResult>> {
  if (!Array.isArray(files) || !files.every((file) => file instanceof File)) {
    return refused('Only files can be dropped.')
  }
  const { paths, refused: notTaken } = droppedPaths(files, (file) => webUtils.getPathForFile(file))
  if (paths.length === 0) {
    return { ok: true, value: { added: 0, known: 0, refused: notTaken, fileIds: [] } }
  }
  const reply = await call(ipcRenderer, 'files:add', { paths })
  if (!reply.ok) return reply
  return { ok: true, value: { ...reply.value, refused: [...reply.value.refused, ...notTaken] } }
}

export async function replaceDropped(fileId: FileId, files: File[]): Promise<CallReply<Replacing>> {
  const [file, ...others] = Array.isArray(files) ? files : []
  if (!(file instanceof File) || others.length > 0) {
    return refused('Drop one file to take the place of this package.')
  }
  const { paths, refused: notTaken } = droppedPaths([file], (one) => webUtils.getPathForFile(one))
  const [path] = paths
  if (path === undefined) {
    return refused(`${file.name}: ${notTaken[0]?.reason ?? 'it can not be taken.'}`)
  }
  return call(ipcRenderer, 'removals:replace-dropped', { fileId, path })
}

export async function callOfPage<C extends PageChannel>(
  channel: C,
  input: InvokeInput<C>,
): Promise<CallReply<InvokeOutput<C>>> {
  return notForThePage.has(channel)
    ? refused('Files are brought in by dropping or opening them.')
    : call(ipcRenderer, channel, input)
}

export { pushedMessage } from './door'
