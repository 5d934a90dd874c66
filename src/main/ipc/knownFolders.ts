import type { Settings, SettingsPatch } from '#shared/settings'

type Folders = Pick<Settings, 'folders' | 'archiveFolder' | 'backupFolder'>

/**
 * The folders that a person has chosen in a dialog or on the command line. The page may go back to
 * one of them, and can't name any other: files in watched folders are deleted, and backups hold all telemetry.
 */
export class KnownFolders {
  readonly #known = new Set<string>()

  /** To be told of the present settings before they change. */
  add({ folders, archiveFolder, backupFolder }: Folders): void {
    for (const { path } of folders) this.#known.add(path)
    for (const folder of [archiveFolder, backupFolder]) {
      if (folder !== null) this.#known.add(folder)
    }
  }

  /** Throws an Error with words when the patch names a folder that nobody chose. */
  check({ folders = [], archiveFolder, backupFolder }: SettingsPatch): void {
    for (const folder of [...folders.map(({ path }) => path), archiveFolder, backupFolder]) {
      if (typeof folder === 'string' && !this.#known.has(folder)) {
        throw new Error('A folder is chosen in its dialog. Use Choose… beside its name.')
      }
    }
  }
}
