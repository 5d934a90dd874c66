/** better-sqlite3 is built for this version of Node-API. */
const NODE_API = 10

/** Why this Node can't run Downlink, and which one can; null when it can. */
export function runtimeTrouble(versions: {
  node: string
  napi?: string | undefined
}): string | null {
  if (Number(versions.napi ?? 0) >= NODE_API) return null
  return `downlink: Node ${versions.node} can't load the database. Use Node 22.14 or later, or the project's own: npm run --silent downlink -- <command>`
}
