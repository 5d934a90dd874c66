import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { invokes, type InvokeChannel } from '#shared/ipc'
import { answer, type BrokenContractError, type Handlers } from './answer'
import { isTrusted } from './sender'

export interface DoorOptions {
  readonly handlers: Handlers
  readonly window: () => BrowserWindow | null
  readonly onFault: (error: BrokenContractError) => void
}

const channels = Object.keys(invokes).filter((name): name is InvokeChannel =>
  Object.hasOwn(invokes, name),
)

/** Opens the one door between page and program: a handler for every call of the contract. */
export function openDoor(options: DoorOptions): void {
  for (const channel of channels) {
    ipcMain.handle(channel, (event, raw: unknown) =>
      answer(channel, raw, {
        handlers: options.handlers,
        trusted: isTrusted(senderOf(event), options.window()?.webContents.id ?? null),
        onFault: options.onFault,
      }),
    )
  }
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): Parameters<typeof isTrusted>[0] {
  return {
    contentsId: sender.id,
    frame:
      senderFrame === null ? null : { url: senderFrame.url, isMain: senderFrame.parent === null },
  }
}
