import { app, dialog } from 'electron'
import { announce } from '../ingest/events'

let asking = false

/** Nothing that goes wrong in this process is swallowed: it is logged, printed and shown. */
export function reportFaults(): void {
  process.on('uncaughtException', reportFault)
  process.on('unhandledRejection', reportFault)
}

/** Says that the program itself went wrong, and lets the operator choose. */
export function reportFault(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const stack = (error instanceof Error && error.stack) || null
  console.error('Downlink met a fault of its own:', stack ?? message)
  announce('fault', { message, stack })
  void letOperatorChoose(message)
}

async function letOperatorChoose(message: string): Promise<void> {
  // One box at a time: a fault that repeats would bury the screen.
  if (asking || !app.isReady()) return
  asking = true
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Downlink',
    message: 'Downlink met a fault of its own.',
    detail:
      `${message}\n\nWhat is stored stays stored. If files no longer move, quit and start again: ` +
      'they go on from where they were.',
    buttons: ['Go On', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  })
  asking = false
  if (response === 1) app.quit()
}
