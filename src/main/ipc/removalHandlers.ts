import type { InvokeChannel } from '#shared/ipc'
import type { removalCalls } from '#shared/removals/calls'
import type { ErrorInbox } from '../ingest/inbox/errorInbox'
import type { Removals } from '../ingest/removals/removals'
import type { Handlers } from './answer'
import { correctedName } from './correctedName'

type RemovalChannel = Extract<InvokeChannel, keyof typeof removalCalls>

/** The part of removing that the page may use. */
export type RemovalAnswers = Omit<Removals, 'onProgress' | 'stop'>

/** What the calls need beside it. */
export interface RemovalDesktop {
  /** Asks for the copy; null when the operator changed their mind. */
  pickCopy(): Promise<string | null>
  /** Asks where to put a file; null as above. */
  pickSave(title: string, name: string): Promise<string | null>
  /** A package's name; null when there is no such package. */
  nameOf(fileId: number): Promise<string | null>
}

/** Every call that removes packages and puts others in their place. */
export function removalHandlers(
  removals: RemovalAnswers,
  inbox: Pick<ErrorInbox, 'exportCorrected'>,
  desktop: RemovalDesktop,
): Pick<Handlers, RemovalChannel> {
  return {
    'removals:weigh': ({ fileId }) => removals.weigh(fileId),
    'removals:remove': async ({ fileId, note }) => {
      await removals.remove(fileId, note)
    },
    'removals:undo': ({ fileId }) => removals.undo(fileId),
    'removals:replace': async ({ fileId }) => {
      const path = await desktop.pickCopy()
      return path === null ? null : removals.replace(fileId, path, 'open')
    },
    'removals:replace-dropped': ({ fileId, path }) => removals.replace(fileId, path, 'drop'),
    'removals:replace-corrected': async ({ job, fileId }) => {
      const name = await desktop.nameOf(fileId)
      if (name === null) throw new Error(`There is no package #${fileId}.`)
      const path = await desktop.pickSave('Save the corrected copy', correctedName(name))
      if (path === null) return null
      const made = await inbox.exportCorrected(job, { fileId, path })
      if (made.state === 'cancelled') return made
      return { state: 'done' as const, ...(await removals.replace(fileId, path, 'open')) }
    },
    'removals:free': ({ job, fileId }) => removals.free(job, fileId),
  }
}
