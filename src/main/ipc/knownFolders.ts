import type { Settings, SettingsPatch } from '#shared/settings'

/** Folders of which there is one each. */
const single = ['archiveFolder', 'backupFolder', 'updateFolder'] as const

type Folders = Pick<Settings, 'folders' | (typeof single)[number]>

/**
 * The folders that a person has chosen in a dialog or on the command line. The page may go back to
 * one of them, and can't name any other: files in watched folders are deleted, and backups hold all
 * telemetry.
 */
export class KnownFolders {
  readonly #known = new Set<string>()

  /** To be told of the present settings before they change. */
  add(settings: Folders): void {
    for (const folder of foldersIn(settings)) this.#known.add(folder)
  }

  /** Throws an Error with words when the patch names a folder that nobody chose. */
  check(patch: SettingsPatch): void {
    if (foldersIn(patch).every((folder) => this.#known.has(folder))) return
    throw new Error('A folder is chosen in its dialog. Use Choose… beside its name.')
  }
}

function foldersIn(settings: SettingsPatch): string[] {
  const watched = settings.folders?.map(({ path }) => path) ?? []
  return [...watched, ...single.flatMap((key) => settings[key] ?? [])]
}
