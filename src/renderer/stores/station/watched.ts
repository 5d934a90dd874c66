import type { ArrivingFile, IgnoredFile, StationStatus, WatcherStatus } from '#shared/status'

type Told = Pick<StationStatus, 'watchers'> | null

const inAll = <T>(status: Told, take: (watcher: WatcherStatus) => readonly T[]): T[] =>
  (status?.watchers ?? []).flatMap(take)

/** How many files of all watched folders have not arrived yet. */
export const arrivingCount = (status: Told): number =>
  inAll(status, ({ arrivingCount: count }) => [count]).reduce((sum, count) => sum + count, 0)

/** How many files of all watched folders are left alone. */
export const ignoredCount = (status: Told): number =>
  inAll(status, ({ ignoredCount: count }) => [count]).reduce((sum, count) => sum + count, 0)

/** Tells a file from others of its name, which lie in other folders. */
const keyOf = (folder: string, { name }: ArrivingFile): string => `${folder}/${name}`

/** The files that arrive, by keys that go with them. */
export const arrivingKeys = (status: Told): string[] =>
  inAll(status, ({ folder, arriving }) => arriving.map((file) => keyOf(folder, file)))

/** An arriving file by its key; null when it has arrived, or is gone. */
export function arrivingFile(status: Told, key: string): ArrivingFile | null {
  for (const { folder, arriving } of status?.watchers ?? []) {
    const file = arriving.find((each) => keyOf(folder, each) === key)
    if (file !== undefined) return file
  }
  return null
}

/** The files that are left alone, as far as they are listed, with where each lies. */
export const ignoredFiles = (status: Told): (IgnoredFile & { readonly folder: string })[] =>
  inAll(status, ({ folder, ignored }) => ignored.map((file) => ({ ...file, folder })))

/** The first folder that is gone or can't be used; null while there is none. */
export const troubledFolder = (status: Told): WatcherStatus | null =>
  status?.watchers.find(({ state }) => state === 'missing' || state === 'refused') ?? null

/** The first folder about which the operator is asked what becomes of what lay in it. */
export const askedFolder = (status: Told): NonNullable<WatcherStatus['before']> | null =>
  inAll(status, ({ before }) => (before === null || before.answer !== null ? [] : [before]))[0] ??
  null

/** Whether files that are copied into a watched folder come in. */
export const isWatching = (status: Told): boolean =>
  inAll(status, ({ state }) => [state]).includes('watching')
