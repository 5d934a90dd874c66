import type { updateCalls } from '#shared/updates'
import type { UpdateWatch } from '../updates/updateWatch'
import type { HandlersOf } from './acts'
import type { Desktop } from './desktop'

export type UpdateCalls = Pick<UpdateWatch, 'state' | 'look' | 'placeOf'>

/** Says what is known of newer versions, and shows where they lie. */
export function updateHandlers(
  updates: UpdateCalls,
  desktop: Pick<Desktop, 'showFile'>,
): HandlersOf<typeof updateCalls> {
  return {
    'updates:state': async () => updates.state,
    'updates:look': async () => {
      updates.look()
    },
    'updates:show': async ({ file }) => {
      const path = updates.placeOf(file)
      return path === null ? false : desktop.showFile(path)
    },
  }
}
