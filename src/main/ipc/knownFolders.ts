import type { Settings, SettingsPatch } from '#shared/settings'

type Folders = Pick<Settings, 'folders' | 'archiveFolder'>

/**
 * The folders that a person has chosen in a dialog or on the command line. The page may go back to
 * one of them, and can't name any other: files in watched folders are deleted.
 */
export class KnownFolders {
  readonly #known = new Set<string>()

  /** To be told of the present settings before they change. */
  add({ folders, archiveFolder }: Folders): void {
    for (const { path } of folders) this.#known.add(path)
    if (archiveFolder !== null) this.#known.add(archiveFolder)
  }

  /** Throws an Error with words when the patch names a folder that nobody chose. */
  check({ folders = [], archiveFolder }: SettingsPatch): void {
    for (const folder of [...folders.map(({ path }) => path), archiveFolder]) {
      if (typeof folder === 'string' && !this.#known.has(folder)) {
        throw new Error('A folder is chosen in its dialog. Use Choose… beside its name.')
      }
    }
  }
}
