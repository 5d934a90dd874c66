import type { FileId } from '#shared/files'
import { showInvisible } from '#shared/raw/pieces'
import type { StationStatus } from '#shared/status'

/** Something that waits for a person. */
export interface Trouble {
  readonly title: string
  readonly body: string
  /** The package that it is about; null when it is about the whole station. */
  readonly fileId: FileId | null
  /** So many came at once, of which this is the last. */
  readonly count: number
}

type Facts = Pick<StationStatus, 'outcomes' | 'alert'>

/** What came up between two snapshots; `before` is null at the first one. */
export function troublesBetween(before: Facts | null, now: Facts): Trouble[] {
  const { failed } = now.outcomes
  const count = failed.count - (before?.outcomes.failed.count ?? 0)
  const { alert } = now
  return [
    ...(failed.last !== null && count > 0
      ? [
          {
            title: `${showInvisible(failed.last.name)} is held`,
            body: showInvisible(failed.last.message),
            fileId: failed.last.fileId,
            count,
          },
        ]
      : []),
    // Its words may change while it lasts.
    ...(alert !== null && alert.code !== before?.alert?.code
      ? [{ title: 'Downlink needs you', body: alert.message, fileId: null, count: 1 }]
      : []),
  ]
}
