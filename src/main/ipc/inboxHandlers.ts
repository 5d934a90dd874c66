import type { inboxCalls } from '#shared/inbox/calls'
import type { ErrorInbox } from '../ingest/inbox/errorInbox'
import type { HandlersOf } from './acts'
import type { Saving } from './desktop'
import { correctedName } from './correctedName'
import { exportName } from './exportName'

/** The part of the inbox that the page may use. */
export type InboxActs = Omit<ErrorInbox, 'answers' | 'restart' | 'stop'>

/** What is done in the error inbox, and with a package's books. */
export function inboxHandlers(
  inbox: InboxActs,
  desktop: Saving,
): Omit<HandlersOf<typeof inboxCalls>, 'job:cancel'> {
  return {
    'inbox:seen': async ({ faultIds }) => {
      await inbox.markSeen(faultIds)
    },
    'inbox:search': ({ job, filter, needle }) => inbox.search(job, filter, needle),
    'inbox:export': async ({ job, filter, format }) => {
      const [only, ...others] = filter.fileIds
      const name = only === undefined || others.length > 0 ? null : await desktop.nameOf(only)
      const path = await desktop.pickSave('Export bad lines', exportName(name, 'bad-lines', format))
      return path === null ? null : inbox.exportBadLines(job, { filter, format, path })
    },

    'mend:save': (line) => inbox.save(line),
    'mend:preview': ({ job, target, rule }) => inbox.preview(job, target, rule),
    'mend:apply': ({ job, preview, note }) => inbox.apply(job, preview, note),
    'mend:dismiss': ({ job, target, note }) => inbox.dismiss(job, target, note),
    'mend:undo': ({ job, mendId }) => inbox.undo(job, mendId),

    'file:seal': ({ job, fileId }) => inbox.seal(job, fileId),
    'file:recheck': ({ job, fileId }) => inbox.recheck(job, fileId),
    'file:export-corrected': async ({ job, fileId }) => {
      const name = await desktop.nameOf(fileId)
      if (name === null) throw new Error(`There is no package #${fileId}.`)
      const path = await desktop.pickSave('Export the corrected package', correctedName(name))
      return path === null ? null : inbox.exportCorrected(job, { fileId, path })
    },
  }
}
