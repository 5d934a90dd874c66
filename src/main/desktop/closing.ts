import { app, dialog } from 'electron'
import type { Station } from '../ingest/station'
import type { MainWindow } from '../window/mainWindow'
import type { StationTray } from './tray'
import { hasTray } from './trayHost'

/** What goes on without a window. */
export interface Running {
  readonly station: Pick<Station, 'settings' | 'updateSettings'>
  readonly tray: Pick<StationTray, 'isUp' | 'renew'>
}

/**
 * What the window's closing does: the station goes on in the tray, if that is wanted and there is
 * one to open the window by again; else the program ends. `running` is null while it starts.
 */
export async function closeWindow(
  window: Pick<MainWindow, 'hide'>,
  running: Running | null,
): Promise<void> {
  if (running === null || !running.station.settings().keepRunning || !(await hasTray())) {
    app.quit()
    return
  }
  const { station, tray } = running
  if (!tray.isUp) tray.renew()
  window.hide()
  if (station.settings().toldOfTray) return
  await station.updateSettings({ toldOfTray: true })
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'Downlink',
    message: 'Downlink goes on in the tray.',
    detail:
      'Files are imported while its window is closed. Its icon in the tray opens the window again, ' +
      'and so does starting Downlink once more. The settings have a switch for it, under Desktop.',
    buttons: ['OK', 'Quit Downlink'],
    defaultId: 0,
    cancelId: 0,
  })
  if (response === 1) app.quit()
}
