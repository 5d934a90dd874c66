import { z } from 'zod'
import { LineCode } from './codes'
import { FileId, FilePage, FileRecord, FileSection, FoundFile } from './files'
import { flightCalls } from './flight/calls'
import { FolderAnswer } from './folders'
import { historyCalls } from './history/calls'
import { inboxCalls } from './inbox/calls'
import { JobProgress } from './jobs'
import { removalCalls, type Replacing } from './removals/calls'
import { BadLineGroup, BadLinePage, TextNumber, UnknownKey } from './lineFindings'
import { MAX_PAGE_ROWS, Page } from './page'
import { Settings, SettingsPatch } from './settings'
import { StationStatus } from './status'
import { steeringCalls } from './steering/calls'
import { supportCalls } from './support'
import { Mismatch } from './mismatch'
import { cellCalls } from './inbox/cellErrors'
import { typeCalls } from './telemetry/calls'
import { updateCalls, UpdateState } from './updates'

/** Most paths that one drop may bring; a folder counts as one. */
export const MAX_PATHS = 10_000

/** What became of paths that were dropped or opened. */
export const AddResult = z.object({
  added: z.int().nonnegative(),
  /** Files that the station already has: nothing new to do. */
  known: z.int().nonnegative(),
  refused: z.array(z.object({ name: z.string(), reason: z.string() })),
  /** Row ids of the added and the known, at most the first 100. */
  fileIds: z.array(FileId),
})
export type AddResult = z.infer<typeof AddResult>

export const FileAction = z.enum(['pause', 'resume', 'cancel', 'retry', 'import-again', 'take'])
export type FileAction = z.infer<typeof FileAction>

/** What others made and is in the program; the licence is an SPDX expression. */
export const Part = z.object({ name: z.string(), version: z.string(), licence: z.string() })
export type Part = z.infer<typeof Part>

export const AppInfo = z.object({
  /** The program's; that of a trial says that it is one. */
  name: z.string(),
  version: z.string(),
  electron: z.string(),
  platform: z.string(),
  /** True when an old Electron stands in because the current one could not be had. */
  fallbackElectron: z.boolean(),
  parts: z.array(Part),
})
export type AppInfo = z.infer<typeof AppInfo>

/** Every call that the window may make, with the shape of what goes in and what comes back. */
export const invokes = {
  'app:info': { input: z.undefined(), output: AppInfo },
  'station:status': { input: z.undefined(), output: StationStatus },
  'station:pause-all': { input: z.undefined(), output: z.undefined() },
  'station:resume-all': { input: z.undefined(), output: z.undefined() },
  'files:page': {
    input: z.strictObject({ section: FileSection, ...Page }),
    output: FilePage,
  },
  /** Files of any age by the words of their name, the newest first; see `findFiles`. */
  'files:find': {
    input: z.strictObject({
      text: z.string().max(1024),
      limit: z.int().min(1).max(MAX_PAGE_ROWS),
    }),
    output: z.array(FoundFile),
  },
  'files:mismatch': { input: z.strictObject({ fileId: FileId }), output: Mismatch },
  'files:get': { input: z.strictObject({ fileId: FileId }), output: FileRecord.nullable() },
  'files:add': {
    input: z.strictObject({
      paths: z.array(z.string().min(1).max(4096)).min(1).max(MAX_PATHS),
    }),
    output: AddResult,
  },
  'files:open-dialog': { input: z.undefined(), output: AddResult.nullable() },
  'files:add-samples': { input: z.undefined(), output: AddResult },
  'files:act': {
    input: z.strictObject({ fileId: FileId, action: FileAction }),
    output: z.undefined(),
  },
  'files:show-in-folder': { input: z.strictObject({ fileId: FileId }), output: z.boolean() },
  /** With a code: the bad lines whose first fault it is, and how many there are of these. */
  'errors:page': {
    input: z.strictObject({ fileId: FileId, code: LineCode.optional(), ...Page }),
    output: BadLinePage,
  },
  'errors:groups': {
    input: z.strictObject({ fileId: FileId }),
    output: z.array(BadLineGroup),
  },
  'text-numbers:list': {
    input: z.strictObject({ fileId: FileId }),
    output: z.array(TextNumber).nullable(),
  },
  'unknown-keys:list': { input: z.strictObject({ fileId: FileId }), output: z.array(UnknownKey) },
  'settings:get': { input: z.undefined(), output: Settings },
  'settings:update': { input: SettingsPatch, output: Settings },
  /** Another folder to watch, chosen in a dialog: in place of one, or beside those that are set. */
  'folder:choose': {
    input: z.strictObject({ instead: z.string().nullable() }),
    output: Settings.nullable(),
  },
  'folder:choose-archive': { input: z.undefined(), output: Settings.nullable() },
  'folder:choose-updates': { input: z.undefined(), output: Settings.nullable() },
  'folder:choose-backups': { input: z.undefined(), output: Settings.nullable() },
  /** What becomes of the files that lay in a watched folder before it was watched. */
  'folder:answer': {
    input: z.strictObject({ folder: z.string(), answer: FolderAnswer }),
    output: z.undefined(),
  },
  'folder:open': { input: z.strictObject({ folder: z.string() }), output: z.boolean() },
  'database:open-folder': { input: z.undefined(), output: z.boolean() },
  'definitions:open-folder': { input: z.undefined(), output: z.boolean() },
  ...inboxCalls,
  ...flightCalls,
  ...historyCalls,
  ...removalCalls,
  ...steeringCalls,
  ...typeCalls,
  ...cellCalls,
  ...supportCalls,
  ...updateCalls,
} as const
export type InvokeChannel = keyof typeof invokes
/** Calls that the page can't make: paths come only from files that somebody really dropped. */
export const preloadChannels = [
  'files:add',
  'removals:replace-dropped',
] as const satisfies readonly InvokeChannel[]
export type PageChannel = Exclude<InvokeChannel, (typeof preloadChannels)[number]>
export type InvokeInput<C extends InvokeChannel> = z.input<(typeof invokes)[C]['input']>
export type InvokeOutput<C extends InvokeChannel> = z.output<(typeof invokes)[C]['output']>

/** What the main process tells the window without being asked. */
export const pushes = {
  'push:status': StationStatus,
  'push:settings': Settings,
  'push:job': JobProgress,
  'push:update': UpdateState,
  /** What became of files that the desktop handed over. */
  'push:added': AddResult,
  /** Leads to a package's page. */
  'push:package': z.strictObject({ fileId: FileId }),
  'push:command': z.enum([
    'open-files',
    'choose-folder',
    'toggle-pause',
    'show-queue',
    'show-errors',
    'show-flight',
    'show-coverage',
    'show-pipeline',
    'show-history',
    'show-types',
    'show-settings',
    'show-keys',
    'collect-support',
  ]),
} as const
export type PushChannel = keyof typeof pushes
export type Push<C extends PushChannel> = z.output<(typeof pushes)[C]>

/**
 * How a failed call reaches the window: `message` is written for people. `code` is `refused` when
 * the call itself was malformed or not allowed, `failed` when the station could not do it.
 */
export const CallFailure = z.object({ code: z.enum(['refused', 'failed']), message: z.string() })
export type CallFailure = z.infer<typeof CallFailure>

/** What a call resolves to on the wire; errors are values, so that no stack crosses the door. */
export type CallReply<T> = { ok: true; value: T } | { ok: false; failure: CallFailure }

/** The one object that the preload shows to the page as `window.downlink`. */
export interface DownlinkBridge {
  call<C extends PageChannel>(
    channel: C,
    input: InvokeInput<C>,
  ): Promise<CallReply<InvokeOutput<C>>>
  /** Hands dropped files to the station; their paths never reach the page. */
  addDropped(files: File[]): Promise<CallReply<AddResult>>
  /** Hands over the one file that was dropped to take a package's place. */
  replaceDropped(fileId: FileId, files: File[]): Promise<CallReply<Replacing>>
  /** Returns the function that ends the subscription. */
  listen<C extends PushChannel>(channel: C, listener: (message: Push<C>) => void): () => void
}
