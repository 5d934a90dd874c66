import type { Settings } from '#shared/settings'
import type { ReactNode } from 'react'
import styles from './SettingsView.module.css'
import { SwitchSetting } from './SwitchSetting'

/** How the program lives on the desktop. */
export function DesktopSettings({ settings }: { readonly settings: Settings }): ReactNode {
  return (
    <section className={styles.group}>
      <h2>Desktop</h2>
      <SwitchSetting
        settings={settings}
        setting="keepRunning"
        name="Go on when the window is closed"
        help="Files are imported while Downlink is in the tray. Where the desktop has no tray, closing the window quits."
      />
      <SwitchSetting
        settings={settings}
        setting="startAtLogin"
        name="Start at login"
        help="Downlink starts in the tray when you log in."
      />
    </section>
  )
}
