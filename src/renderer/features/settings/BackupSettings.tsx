import type { BackupStatus, BackupTimes } from '#shared/backups'
import { WEEKDAYS } from '#shared/backups'
import { clockTimeText, parseClockTime, type ClockTime } from '#shared/clockTime'
import type { Settings } from '#shared/settings'
import { useId, type ReactNode } from 'react'
import { chooseBackupFolder } from '../../bridge/acts'
import { useStation } from '../../stores/station/station'
import { Button } from '../../ui/Button'
import { countOf, formatBytes, formatFullMoment } from '../../ui/format'
import { Name } from '../../ui/Name'
import { Select } from '../../ui/Select'
import { NumberSetting } from './NumberSetting'
import { parseNumberText, type NumberRule } from './numberText'
import { backupsKeptRule } from './rules'
import { SettingRow } from './SettingRow'
import styles from './SettingsView.module.css'
import { TypedField } from './TypedField'
import { useSaved, type Saved } from './useSaved'

/** Copies of the database that are made by plan. */
export function BackupSettings({ settings }: { readonly settings: Settings }): ReactNode {
  return (
    <section className={styles.group} data-testid="backup-settings">
      <h2>Backups</h2>
      <p className={styles.help}>
        Whole copies of the database, each read once more before it gets its name. A time that is
        missed while Downlink is not running is made good when it starts.
      </p>
      <BackupFolderSetting settings={settings} />
      {settings.backupFolder === null ? null : (
        <>
          <BackupTimesSetting settings={settings} />
          <NumberSetting
            settings={settings}
            setting="backupsKept"
            name="Backups kept"
            help="The oldest ones beyond these are deleted once a new one is proven. Other files in the folder are never touched."
            rule={backupsKeptRule}
          />
        </>
      )}
    </section>
  )
}

function BackupFolderSetting({ settings }: { readonly settings: Settings }): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  const status = useStation((s) => s.status?.backup ?? null)
  const before = settings.backupFolder

  async function choose(): Promise<void> {
    const chosen = await chooseBackupFolder()
    if (chosen !== null) saved.saved({ backupFolder: before })
  }

  return (
    <SettingRow
      name="Backup folder"
      nameId={`${id}-name`}
      help="Best on another disk. Whoever can read it can read all telemetry."
      helpId={`${id}-help`}
      saved={saved}
    >
      <div className={styles.line} data-testid="backup-folder">
        {before === null ? (
          <span className={styles.unit}>No backups are made</span>
        ) : (
          <span className={styles.path}>
            <Name>{before}</Name>
          </span>
        )}
      </div>
      {before === null || status === null ? null : (
        <p className={styles.help} data-testid="backup-state">
          {stateWords(status)}
        </p>
      )}
      <div className={styles.line}>
        <Button onPress={() => void choose()}>Choose…</Button>
        {before === null ? null : (
          <Button kind="quiet" onPress={() => saved.save({ backupFolder: null })}>
            Make none
          </Button>
        )}
      </div>
    </SettingRow>
  )
}

/** How it stands, in sentences. Trouble is told across the window. */
function stateWords({ backups, isAtWork, nextAt, trouble }: BackupStatus): string {
  const [newest] = backups
  const last =
    newest === undefined
      ? 'No backup is known of there.'
      : `${countOf(backups.length, 'backup')}, the last one of ${momentOf(newest.at)}, ${formatBytes(newest.bytes)}.`
  if (isAtWork) return `${last} A backup is being made now.`
  if (nextAt === null) return last
  return `${last} ${trouble === null ? 'The next one is made' : 'It is tried again'} at ${momentOf(nextAt)}.`
}

const momentOf = (at: number): string => formatFullMoment(new Date(at).toISOString())

const kinds = [
  { id: 'day', name: 'Every day' },
  { id: 'week', name: 'Every week' },
  { id: 'hours', name: 'Every few hours' },
] as const

const weekdays = WEEKDAYS.map((name, day) => ({ id: String(day), name }))

const hoursRule: NumberRule = { unit: 'hours', min: 1, max: 168, factor: 1 }

/** At night, where the other kind of plan has no time of day. */
const USUAL: ClockTime = { hour: 2, minute: 0 }

function timesOf(every: BackupTimes['every'], former: BackupTimes): BackupTimes {
  if (every === 'hours') return { every, hours: 6 }
  const { hour, minute } = former.every === 'hours' ? USUAL : former
  return every === 'day' ? { every, hour, minute } : { every, weekday: 0, hour, minute }
}

function BackupTimesSetting({ settings }: { readonly settings: Settings }): ReactNode {
  const id = useId()
  const saved = useSaved(settings)
  const { backupTimes: times } = settings
  const save = (backupTimes: BackupTimes): void => saved.save({ backupTimes })
  return (
    <SettingRow
      name="How often"
      nameId={`${id}-name`}
      help="Times of day are those of this computer’s clock."
      helpId={`${id}-help`}
      saved={saved}
    >
      <div className={styles.line}>
        <Select
          label="How often backups are made"
          value={times.every}
          options={kinds}
          onChange={(every) => save(timesOf(every, times))}
        />
        {times.every === 'week' ? (
          <Select
            label="Day of backups"
            value={String(times.weekday)}
            options={weekdays}
            onChange={(day) => save({ ...times, weekday: Number(day) })}
          />
        ) : null}
        {times.every === 'hours' ? (
          <>
            <TypedField
              label="Hours between backups"
              describedBy={`${id}-help`}
              inputMode="decimal"
              value={String(times.hours)}
              isRefused={saved.refused !== null}
              onKeep={(typed) => keepHours(typed, saved)}
              onGivenUp={() => saved.refuse(null)}
            />
            <span className={styles.unit}>hours</span>
          </>
        ) : (
          <TypedField
            label="Time of backups"
            describedBy={`${id}-help`}
            value={clockTimeText(times)}
            isRefused={saved.refused !== null}
            onKeep={(typed) => {
              const time = parseClockTime(typed)
              if (time === null) {
                saved.refuse(`“${typed.trim()}” is no time of day. Give one such as 02:00.`)
                return false
              }
              save({ ...times, ...time })
              return true
            }}
            onGivenUp={() => saved.refuse(null)}
          />
        )}
      </div>
    </SettingRow>
  )
}

function keepHours(typed: string, saved: Saved): boolean {
  const parsed = parseNumberText(typed, hoursRule)
  if (!parsed.ok || parsed.value === null) {
    saved.refuse(parsed.ok ? null : parsed.reason)
    return false
  }
  saved.save({ backupTimes: { every: 'hours', hours: parsed.value } })
  return true
}
