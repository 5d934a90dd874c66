import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebFrameMain } from 'electron'
import { invokes, type InvokeChannel } from '#shared/ipc'
import type { Ask } from '../answers'
import { answer, type BrokenContractError } from './answer'
import { isTrusted, type Sender } from './sender'

export interface DoorOptions {
  /** Calls that come before it is there wait for it. */
  readonly ask: Promise<Ask<InvokeChannel>>
  readonly window: () => BrowserWindow | null
  readonly onFault: (error: BrokenContractError) => void
}

const channels = Object.keys(invokes).filter((name): name is InvokeChannel =>
  Object.hasOwn(invokes, name),
)

/** Opens the one door between page and program: a handler for every call of the contract. */
export function openDoor(options: DoorOptions): void {
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, raw: unknown) => {
      // First, because a frame may be gone by the time that there is an answer.
      const trusted = isTrusted(senderOf(event), options.window()?.webContents.id ?? null)
      const { onFault } = options
      return answer(channel, raw, { ask: await options.ask, trusted, onFault })
    })
  }
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Sender {
  return { contentsId: sender.id, frame: senderFrame === null ? null : frameOf(senderFrame) }
}

/** A frame that went away meanwhile may throw whatever it is asked. */
function frameOf(frame: WebFrameMain): Sender['frame'] {
  try {
    return { url: frame.url, isMain: frame.parent === null }
  } catch {
    return null
  }
}
