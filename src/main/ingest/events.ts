import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Backup, BackupStatus } from '#shared/backups'
import type { FileRecord, FileStatus, SourceState } from '#shared/files'
import type { Mismatch } from '#shared/mismatch'
import type { Settings } from '#shared/settings'
import type { ComponentAction } from '#shared/steering/actions'
import type { Alert, ComponentStatus, Stage, WatcherStatus } from '#shared/status'

/** A file took a step. Counts and bytes are absolute, those of the whole file so far. */
export interface FileProgress {
  readonly fileId: number
  readonly name: string
  readonly status: FileStatus
  readonly stage: Stage
  readonly waitingFor: string | null
  readonly sizeBytes: number
  readonly doneBytes: number
  readonly importedLines: number
  readonly errorLines: number
  readonly skippedLines: number
}

/** A complete package, and what of it and of its type did not meet. */
export interface CompletePackage {
  readonly record: FileRecord
  readonly mismatch: Mismatch
}

/** What components announce; the log, the status board and the metrics listen. */
export interface Events {
  /** A component appeared, changed or went (`gone`). */
  component: { readonly component: ComponentStatus; readonly gone: boolean }
  /** A file that is being worked on moved on. */
  progress: FileProgress
  /** A row of `files` has another status: the lists are out of date. */
  file: {
    readonly fileId: number
    readonly name: string
    readonly status: FileStatus
    readonly detail: string | null
    /** Of one that was read to its end just now. */
    readonly complete?: CompletePackage
  }
  /** A package that had been removed came again and is complete; it has a row of its own. */
  returned: { readonly fileId: number; readonly name: string; readonly removed: number }
  /** A file came that was held by an earlier run, and is held again as it has not changed. */
  held: {
    readonly fileId: number
    readonly name: string
    readonly status: FileStatus
    readonly reason: string
  }
  /** A chunk is stored. */
  chunk: {
    readonly fileId: number
    readonly imported: number
    readonly errors: number
    readonly bytes: number
    readonly milliseconds: number
    /** Chunks of this file that were waiting to be written then. */
    readonly staged: number
  }
  source: {
    readonly fileId: number
    readonly name: string
    readonly state: SourceState
    readonly reason: string | null
  }
  watchers: readonly WatcherStatus[]
  /** Bad lines were mended or dismissed, or that was undone. */
  mend: {
    readonly what: 'edit' | 'rule' | 'dismiss' | 'undo'
    readonly mendId: number
    readonly by: string
    readonly lines: number
    readonly fileIds: readonly number[]
  }
  /** The settings that hold from now on; also told at the start. */
  settings: Settings
  /** A package was removed, brought back, replaced, or its space was given back. */
  removal: {
    readonly what: 'removed' | 'undone' | 'replacing' | 'freed'
    readonly fileId: number
    readonly by: string
  }
  /** The operator asked something of a component, and it was done. */
  steering: {
    /** The name that it has in the live tree. */
    readonly component: string
    readonly action: ComponentAction
    readonly by: string
    /** What it was told to do, as the operator read it. */
    readonly will: string
  }
  /** Something holds the whole station up; null when it is over. */
  alert: Alert | null
  /** Packages whose sources went and that the database does not have; null once it has them again. */
  lost: { readonly words: string | null }
  /** How it stands with the backups by plan, null while none are made; and the one made just now. */
  backup: { readonly status: BackupStatus | null; readonly made: Backup | null }
  /** Which files of definitions can't be used, and why; null for none. */
  types: { readonly faults: string | null }
  /** The program itself is wrong somewhere; no component answers for it. */
  fault: { readonly message: string; readonly stack: string | null }
}

export type EventName = keyof Events

export function announce<N extends EventName>(name: N, event: Events[N]): void {
  channel(`downlink:${name}`).publish(event)
}

/** Returns the function that ends the subscription. */
export function listen<N extends EventName>(
  name: N,
  listener: (event: Events[N]) => void,
): () => void {
  const onMessage = (event: unknown): void => listener(event as Events[N])
  subscribe(`downlink:${name}`, onMessage)
  return () => void unsubscribe(`downlink:${name}`, onMessage)
}
