import { statfs } from 'node:fs/promises'

/** File system types of `statfs(2)` that another machine serves. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'SMB'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x01021997, '9P'],
])

/** Asks the system what a path lies on; `type` as in `statfs(2)`. */
export type AskFileSystem = (path: string) => Promise<{ readonly type: number }>

/**
 * The kind of network drive that holds this path, such as 'NFS'; null for a local disk, and where
 * the system can't tell. Only Linux has these types.
 */
export async function networkDrive(
  path: string,
  ask: AskFileSystem = statfs,
): Promise<string | null> {
  if (process.platform !== 'linux') return null
  try {
    return networkTypes.get((await ask(path)).type) ?? null
  } catch {
    return null
  }
}
