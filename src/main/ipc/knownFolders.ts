import type { Settings, SettingsPatch } from '#shared/settings'

type Folders = Pick<Settings, 'ingestFolder' | 'archiveFolder'>

/**
 * The folders that a person has chosen in a dialog or on the command line. The page may go back to
 * one of them, and can't name any other: files in the watched folder are deleted.
 */
export class KnownFolders {
  readonly #known = new Set<string>()

  /** To be told of the present settings before they change. */
  add({ ingestFolder, archiveFolder }: Folders): void {
    for (const folder of [ingestFolder, archiveFolder]) {
      if (folder !== null) this.#known.add(folder)
    }
  }

  /** Throws an Error with words when the patch names a folder that nobody chose. */
  check({ ingestFolder, archiveFolder }: SettingsPatch): void {
    for (const folder of [ingestFolder, archiveFolder]) {
      if (typeof folder === 'string' && !this.#known.has(folder)) {
        throw new Error('A folder is chosen in its dialog. Use Choose… beside its name.')
      }
    }
  }
}
