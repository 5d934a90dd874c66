import type { FileStatus } from '../../../src/shared/files'
import type { FileAction } from '../../../src/shared/ipc'
import type { SettingsPatch } from '../../../src/shared/settings'

/** What a test tells a station in a process of its own. */
export type Order =
  | { readonly do: 'add'; readonly path: string }
  | { readonly do: 'act'; readonly fileId: number; readonly action: FileAction }
  | { readonly do: 'replace'; readonly fileId: number; readonly path: string }
  | { readonly do: 'settings'; readonly patch: SettingsPatch }
  /** Ends one of its threads, as a fault in it would; counted from the first that was started. */
  | { readonly do: 'kill thread'; readonly which: number }
  | { readonly do: 'status of'; readonly fileId: number }
  | { readonly do: 'idle' }
  | { readonly do: 'stop' }

export interface OrderMessage {
  readonly seq: number
  readonly order: Order
}

/** `refused` has the words of what the order threw. */
export type AnswerMessage =
  | { readonly ready: true }
  | { readonly seq: number; readonly status: FileStatus | null; readonly refused: string | null }
