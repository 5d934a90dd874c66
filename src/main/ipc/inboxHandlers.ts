import type { InvokeChannel } from '#shared/ipc'
import type { inboxCalls } from '#shared/inbox/calls'
import type { ErrorInbox } from '../ingest/inbox/errorInbox'
import type { Handlers } from './answer'
import { correctedName } from './correctedName'
import { exportName } from './exportName'

type InboxChannel = Exclude<Extract<InvokeChannel, keyof typeof inboxCalls>, 'job:cancel'>

/** The part of the inbox that the page may use. */
export type InboxAnswers = Omit<ErrorInbox, 'onProgress' | 'restart' | 'stop'>

/** What the inbox's calls need beside the inbox. */
export interface InboxDesktop {
  /** Asks where to put a file; null when the operator changed their mind. */
  pickSave(title: string, name: string): Promise<string | null>
  /** A package's name; null when there is no such package. */
  nameOf(fileId: number): Promise<string | null>
}

/** Every call of the error inbox but the cancelling of jobs, which others have too. */
export function inboxHandlers(
  inbox: InboxAnswers,
  desktop: InboxDesktop,
): Pick<Handlers, InboxChannel> {
  return {
    'inbox:counts': () => inbox.counts(),
    'inbox:groups': (request) => inbox.groups(request),
    'inbox:facets': ({ filter }) => inbox.facets(filter),
    'inbox:seen': async ({ faultIds }) => {
      await inbox.markSeen(faultIds)
    },
    'inbox:lines': (request) => inbox.lines(request),
    'inbox:place': (request) => inbox.placeOf(request),
    'inbox:around': (request) => inbox.around(request),
    'inbox:search': ({ job, filter, needle }) => inbox.search(job, filter, needle),
    'inbox:hits': (request) => inbox.hits(request),
    'inbox:export': async ({ job, filter, format }) => {
      const [only, ...others] = filter.fileIds
      const name = only === undefined || others.length > 0 ? null : await desktop.nameOf(only)
      const path = await desktop.pickSave('Export bad lines', exportName(name, 'bad-lines', format))
      return path === null ? null : inbox.exportErrors(job, { filter, format, path })
    },

    'mend:judge': (input) => inbox.judge(input),
    'mend:save': (line) => inbox.save(line),
    'mend:rules': ({ faultId }) => inbox.knownRules(faultId),
    'mend:try': (request) => inbox.tryRules(request),
    'mend:preview': ({ job, target, rule }) => inbox.preview(job, target, rule),
    'mend:preview-page': (request) => inbox.previewPage(request),
    'mend:apply': ({ job, preview, note }) => inbox.apply(job, preview, note),
    'mend:dismiss': ({ job, target, note }) => inbox.dismiss(job, target, note),
    'mend:undo': ({ job, mendId }) => inbox.undo(job, mendId),
    'mend:history': (request) => inbox.history(request),
    'mend:lines': (request) => inbox.linesOfMend(request),

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
