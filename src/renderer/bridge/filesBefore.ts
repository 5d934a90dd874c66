import { beforeWords } from '#shared/folderWords'
import type { StationStatus } from '#shared/status'
import { stationState } from '../stores/station/station'
import { hear } from './station'
import { tell } from './tell'

/**
 * Tells once what becomes of the files that lay in a watched folder before it was watched, whoever
 * or whatever decided it.
 */
export function followFilesBefore(): void {
  let last = new Map<string, string>()
  const look = (status: StationStatus | null): void => {
    const now = new Map<string, string>()
    for (const { folder, before } of status?.watchers ?? []) {
      if (before === null || before.answer === null) continue
      const text = beforeWords(before)
      now.set(folder, text)
      if (last.get(folder) === text) continue
      tell({ tone: 'attention', text, topic: `files-before:${folder}` })
    }
    last = now
  }
  look(stationState().status)
  hear('push:status', look)
}
