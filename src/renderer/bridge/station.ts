import type {
  AddResult,
  CallReply,
  DownlinkBridge,
  InvokeInput,
  InvokeOutput,
  PageChannel,
  Push,
  PushChannel,
} from '#shared/ipc'
import type { FileId } from '#shared/files'
import type { Replacing } from '#shared/removals/calls'

declare global {
  interface Window {
    readonly downlink: DownlinkBridge
  }
}

/** Asks the station for something; a failure is a value with words for people. */
export function ask<C extends PageChannel>(
  channel: C,
  input: InvokeInput<C>,
): Promise<CallReply<InvokeOutput<C>>> {
  return window.downlink.call(channel, input)
}

export function hear<C extends PushChannel>(
  channel: C,
  listener: (message: Push<C>) => void,
): () => void {
  return window.downlink.listen(channel, listener)
}

export function replaceDroppedFiles(fileId: FileId, files: File[]): Promise<CallReply<Replacing>> {
  return window.downlink.replaceDropped(fileId, files)
}

export function addDroppedFiles(files: File[]): Promise<CallReply<AddResult>> {
  return window.downlink.addDropped(files)
}
