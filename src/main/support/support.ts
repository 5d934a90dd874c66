import type { SupportContents } from '#shared/support'
import { replaceName } from '../newFile'
import { writeArchive } from './archive'
import { collectSupport, type SupportFile, type SupportSources } from './collect'
import { crashDumps, crashFolder, type CrashDump } from './crashDumps'

/** What is collected for support stays as it was looked at until it is collected anew. */
export class Support {
  readonly #sources: SupportSources
  #files: readonly SupportFile[] = []
  #dumps: readonly CrashDump[] = []

  constructor(sources: SupportSources) {
    this.#sources = sources
  }

  get crashFolder(): string {
    return crashFolder(this.#sources.dataFolder)
  }

  async collect(): Promise<SupportContents> {
    this.#files = await collectSupport(this.#sources)
    this.#dumps = await this.dumps()
    return {
      files: this.#files.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) })),
      dumps: [...this.#dumps],
    }
  }

  /** The crash dumps that lie there now. */
  dumps(): Promise<CrashDump[]> {
    return crashDumps(this.#sources.dataFolder)
  }

  /** One of the files that were collected; null where there is none of that name. */
  read(name: string): string | null {
    return this.#files.find((file) => file.name === name)?.text ?? null
  }

  /** Writes what was collected, over what lies there. Returns its size in bytes. */
  save(path: string, withDumps: boolean): Promise<number> {
    const dumps = withDumps ? this.#dumps : []
    return writeArchive(path, replaceName, { files: this.#files, dumps })
  }
}
