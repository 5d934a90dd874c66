import type { removalCalls } from '#shared/removals/calls'
import type { ErrorInbox } from '../ingest/inbox/errorInbox'
import type { Removals } from '../ingest/removals/removals'
import type { HandlersOf } from './acts'
import type { Saving } from './desktop'
import { correctedName } from './correctedName'

/** Removes packages and puts others in their place. */
export function removalHandlers(
  removals: Pick<Removals, keyof Removals>,
  inbox: Pick<ErrorInbox, 'exportCorrected'>,
  desktop: Saving,
): HandlersOf<typeof removalCalls> {
  return {
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
