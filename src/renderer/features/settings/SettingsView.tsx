import { useRef, type ReactNode } from 'react'
import { useSettings } from '../../stores/settings/settings'
import { useStation } from '../../stores/station/station'
import { Blank } from '../../ui/Blank'
import { ArchiveFolderSetting } from './ArchiveFolderSetting'
import { BackupSettings } from './BackupSettings'
import { DesktopSettings } from './DesktopSettings'
import { NumberSetting } from './NumberSetting'
import {
  cutWaitRule,
  filesAtOnceRule,
  graceRule,
  linesPerSecondRule,
  linesPerWriteRule,
  pauseRule,
  quietRule,
} from './rules'
import { useFocusOnMount } from '../../ui/useFocusOnMount'
import styles from './SettingsView.module.css'
import { SupportSettings } from './SupportSettings'
import { SwitchSetting } from './SwitchSetting'
import { ThemeSetting } from './ThemeSetting'
import { UpdateSettings } from './UpdateSettings'
import { WatchedFolders } from './WatchedFolders'

/** Which program this is, and what it runs on. */
function About(): ReactNode {
  const info = useStation((s) => s.info)
  if (info === null) return null
  return (
    <section className={styles.group} data-testid="about">
      <h2>About</h2>
      <p className={styles.help}>
        {info.name} {info.version}, on Electron {info.electron}.
        {info.fallbackElectron
          ? ' This Electron stands in: the current one could not be had.'
          : null}
      </p>
      <details className={styles.parts}>
        <summary>What others made that is in it</summary>
        <ul>
          {info.parts.map(({ name, version, licence }) => (
            <li key={`${name} ${version}`}>
              {name} {version}, {licence}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

/** What an operator may set. Every change is kept at once. */
export function SettingsView(): ReactNode {
  const view = useRef<HTMLDivElement>(null)
  useFocusOnMount(view)
  const settings = useSettings((s) => s.settings)
  if (settings === null) return <Blank title="Reading the settings" />
  return (
    <div
      className={styles.view}
      data-testid="settings-view"
      ref={view}
      tabIndex={0}
      role="region"
      aria-label="Settings"
    >
      <div className={styles.page}>
        <section className={styles.group}>
          <h2>Watched folders</h2>
          <p className={styles.help}>
            Every file that is copied into one of them is imported by itself.
          </p>
          <WatchedFolders settings={settings} />
          <SwitchSetting
            settings={settings}
            setting="watching"
            name="Watching"
            help="While it is off, files may be copied into the folders and nothing happens to them."
          />
          <NumberSetting
            settings={settings}
            setting="quietMs"
            name="Quiet time"
            help="A file has arrived when it has not grown for this long."
            rule={quietRule}
          />
          <NumberSetting
            settings={settings}
            setting="cutWaitMs"
            name="Wait for the rest"
            help="A file whose last line is cut waits this long for the rest of it. 0 takes it as it is."
            rule={cutWaitRule}
          />
        </section>
        <section className={styles.group}>
          <h2>After import</h2>
          <p className={styles.help}>
            Each watched folder says what happens to its files. Files that were dropped or opened
            are never touched.
          </p>
          <ArchiveFolderSetting settings={settings} />
          <NumberSetting
            settings={settings}
            setting="graceMs"
            name="Grace time"
            help="A complete file must stay unchanged this long before it is removed."
            rule={graceRule}
          />
        </section>
        <section className={styles.group}>
          <h2>Pace</h2>
          <NumberSetting
            settings={settings}
            setting="filesAtOnce"
            name="Files at once"
            help="How many files are read at the same time."
            rule={filesAtOnceRule}
          />
          <NumberSetting
            settings={settings}
            setting="linesPerWrite"
            name="Lines per write"
            help="How many lines one transaction stores."
            rule={linesPerWriteRule}
          />
          <NumberSetting
            settings={settings}
            setting="pauseBetweenWritesMs"
            name="Pause between writes"
            help="0 goes on at once."
            rule={pauseRule}
          />
          <NumberSetting
            settings={settings}
            setting="linesPerSecond"
            name="Most lines per second"
            help="Empty means full speed."
            rule={linesPerSecondRule}
          />
        </section>
        <BackupSettings settings={settings} />
        <section className={styles.group}>
          <h2>Look</h2>
          <ThemeSetting settings={settings} />
        </section>
        <DesktopSettings settings={settings} />
        <UpdateSettings settings={settings} />
        <SupportSettings />
        <About />
      </div>
    </div>
  )
}
