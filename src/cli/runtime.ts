import { systemLimit } from '../main/systemLimit'

/** The program's own files, threads and database need some forty at once, and packages a few more. */
const LEAST_OPEN_FILES = 64

/** better-sqlite3 is built for this version of Node-API. */
const NODE_API = 10

/** Why Downlink can't run here, and what can be done; null when it can. */
export function startTrouble(): string | null {
  return runtimeTrouble(process.versions) ?? openFilesTrouble(systemLimit('Max open files'))
}

/** @param limit how many files this process may have open; null where that is not limited */
export function openFilesTrouble(limit: number | null): string | null {
  if (limit === null || limit >= LEAST_OPEN_FILES) return null
  return `downlink: this shell lets a program open no more than ${limit} files at once (ulimit -n), and at least ${LEAST_OPEN_FILES} are needed. Raise it, as with: ulimit -n 1024`
}

/** Why this Node can't run Downlink, and which one can; null when it can. */
export function runtimeTrouble(versions: {
  node: string
  napi?: string | undefined
}): string | null {
  if (Number(versions.napi ?? 0) >= NODE_API) return null
  return `downlink: Node ${versions.node} can't load the database. Use Node 22.14 or later, or the project's own: npm run --silent downlink -- <command>`
}
