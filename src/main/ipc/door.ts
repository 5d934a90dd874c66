import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebFrameMain } from 'electron'
import { invokes, type InvokeChannel } from '#shared/ipc'
import { answer, type BrokenContractError, type Handlers } from './answer'
import { isTrusted, type Sender } from './sender'

export interface DoorOptions {
  /** Calls that come before these are there wait for them. */
  readonly handlers: Promise<Handlers>
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
      // First, because a frame may be gone by the time that the handlers are there.
      const trusted = isTrusted(senderOf(event), options.window()?.webContents.id ?? null)
      const { onFault } = options
      return answer(channel, raw, { handlers: await options.handlers, trusted, onFault })
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
