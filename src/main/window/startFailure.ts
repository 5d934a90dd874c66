import { app, dialog } from 'electron'

/** Says why the program can't start, on the error stream and in a box, and ends it with code 1. */
export async function failToStart(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`Downlink could not start: ${message}`)
  await dialog.showMessageBox({
    type: 'error',
    title: 'Downlink',
    message: 'Downlink could not start.',
    detail: message,
    buttons: ['Close'],
  })
  app.exit(1)
}
