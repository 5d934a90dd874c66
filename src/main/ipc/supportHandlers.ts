import { basename } from 'node:path'
import type { supportCalls } from '#shared/support'
import { archiveName } from '../support/archive'
import type { Support } from '../support/support'
import { inWords } from '../systemError'
import type { HandlersOf } from './acts'
import type { Desktop } from './desktop'

export type SupportCalls = Pick<Support, keyof Support>

/** Shows what somebody else would be shown, and saves that. */
export function supportHandlers(
  support: SupportCalls,
  desktop: Pick<Desktop, 'pickSave' | 'openFolder'>,
): HandlersOf<typeof supportCalls> {
  return {
    'support:collect': () => support.collect(),
    'support:read': async ({ name }) => support.read(name),
    'support:save': async ({ dumps }) => {
      const path = await desktop.pickSave('Save what was collected', archiveName(new Date()))
      if (path === null) return null
      const name = basename(path)
      try {
        return { name, bytes: await support.save(path, dumps) }
      } catch (error) {
        throw new Error(`${name} could not be written: ${inWords(error)} Choose another folder.`, {
          cause: error,
        })
      }
    },
    'support:dumps': () => support.dumps(),
    'support:open-crashes': () => desktop.openFolder(support.crashFolder),
  }
}
