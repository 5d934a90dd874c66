import type { MenuItemConstructorOptions } from 'electron'
import type { Push } from '#shared/ipc'
import { showInvisible } from '#shared/raw/pieces'
import type { RecentPackage } from '../desktop/recentPackages'

export type WindowCommand = Push<'push:command'>

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  /** Adds what helps with development. */
  readonly developer: boolean
  readonly recent: readonly RecentPackage[]
  /** Leads the window to a package. */
  openPackage(fileId: number): void
  /** Lets the window do what the same button in it does. */
  command(command: WindowCommand): void
}

/** The application's menu. Keys that are only letters live in the page, where nobody is typing. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin'
  const item = (
    label: string,
    command: WindowCommand,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => options.command(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  })
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('&Open Files…', 'open-files', 'CmdOrCtrl+O'),
        item('&Watch a Folder…', 'choose-folder'),
        recentPackages(options),
        { type: 'separator' },
        item('&Settings', 'show-settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Station',
      submenu: [
        item('&Pause or Resume Everything', 'toggle-pause'),
        { type: 'separator' },
        item('&Queue', 'show-queue', 'CmdOrCtrl+1'),
        item('&Errors', 'show-errors', 'CmdOrCtrl+2'),
        item('&Flight', 'show-flight', 'CmdOrCtrl+3'),
        item('&Coverage', 'show-coverage', 'CmdOrCtrl+4'),
        item('P&ipeline', 'show-pipeline', 'CmdOrCtrl+5'),
        item('&History', 'show-history', 'CmdOrCtrl+6'),
        item('&Types', 'show-types', 'CmdOrCtrl+7'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(options.developer ? [{ role: 'toggleDevTools' } as const] : []),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [
        item('&Keys', 'show-keys'),
        item('&Collect for Support…', 'collect-support'),
        ...(isMac ? [] : [{ role: 'about' } as const]),
      ],
    },
  ]
}

function recentPackages(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Recent Packages',
    enabled: options.recent.length > 0,
    submenu: options.recent.map(({ fileId, name }) => ({
      // One & would stand for a key.
      label: showInvisible(name).replaceAll('&', '&&'),
      click: () => options.openPackage(fileId),
    })),
  }
}
