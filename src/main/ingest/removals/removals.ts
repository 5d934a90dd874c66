import type { FileId, FileSource } from '#shared/files'
import { findFiles } from '../folders/findFiles'
import type { DatabaseService } from '../databaseService/databaseService'
import { announce, type Events } from '../events'
import type { Jobs, JobOutcome } from '../jobs/jobs'
import type { FileParsersSupervisor } from '../parsers/fileParsersSupervisor'
import { userName } from '../userName'

export interface RemovalsDeps {
  readonly database: DatabaseService
  readonly jobs: Jobs
  readonly parsers: () => Pick<FileParsersSupervisor, 'addReplacement'>
  /** A package that was removed is in answers again. */
  readonly onBroughtBack: (fileId: number) => void
}

/**
 * Takes what a package stored out of every answer, brings it back, puts a corrected copy in its
 * place, and gives the space back. Whatever can't be done is thrown as an Error with words.
 */
export class Removals {
  readonly #deps: RemovalsDeps
  readonly #by = userName()

  constructor(deps: RemovalsDeps) {
    this.#deps = deps
  }

  async remove(fileId: FileId, note: string): Promise<void> {
    await this.#deps.database.write('removePackage', { fileId, by: this.#by, note })
    this.#announce('removed', fileId)
  }

  /** Brings a package back; answers the one that had its place and was removed for it. */
  async undo(fileId: FileId): Promise<{ removed: FileId | null }> {
    const removed = await this.#deps.database.write('undoRemoval', { fileId, by: this.#by })
    this.#deps.onBroughtBack(fileId)
    this.#announce('undone', fileId)
    return { removed }
  }

  /** Puts a file in line that takes the package's place once it is complete; answers its row. */
  async replace(fileId: FileId, path: string, source: FileSource): Promise<{ copy: FileId }> {
    const { files, refused } = await findFiles([path])
    const [file, ...others] = files
    if (file === undefined) {
      throw new Error(refused[0]?.reason ?? 'There is no file in this folder.')
    }
    if (others.length > 0) throw new Error('Only one file can take the place of a package.')
    const { path: real, identity } = file
    const arrival = { path: real, identity, source, again: false }
    const { fileId: copy } = await this.#deps
      .parsers()
      .addReplacement({ arrival, replaces: fileId, by: this.#by })
    this.#announce('replacing', fileId)
    return { copy }
  }

  /**
   * Deletes the rows of a removed package, some at a time. Cancelled, what is deleted stays so, and
   * the rest can be freed later; it can't be undone either way.
   */
  free(job: string, fileId: FileId): Promise<JobOutcome<{ rows: number }>> {
    return this.#deps.jobs.run(job, 'free', async (running) => {
      const { database } = this.#deps
      const total = await database.read('rowsToFree', { fileId })
      let rows = 0
      try {
        while (!running.isCancelled) {
          const step = await database.write('freeStep', { fileId })
          rows += step.rows
          running.tell({ done: Math.min(rows, total), total, found: 0 })
          if (!step.more) return { rows }
        }
        return null
      } finally {
        this.#announce('freed', fileId)
      }
    })
  }

  #announce(what: Events['removal']['what'], fileId: FileId): void {
    announce('removal', { what, fileId, by: this.#by })
  }
}
