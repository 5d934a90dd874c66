import { statfs } from 'node:fs/promises'
import { kindOf, namesOfNumbers, type FileSystemKind } from './kinds'
import { mountOf, mountsOfProcess, parseMounts, type ReadMounts } from './mounts'

/** What a path lies on. */
export interface FileSystem {
  /** As in mountinfo, such as `nfs4` or `fuse.sshfs`; '' where the system doesn't say. */
  readonly name: string
  readonly kind: FileSystemKind
  /** The path itself is a mount point: a folder where a disk is mounted, or a bind-mounted file. */
  readonly isMountPoint: boolean
}

export interface AskSystem {
  readonly mounts: ReadMounts
  /** `type` as in `statfs(2)`. */
  readonly statfs: (path: string) => Promise<{ readonly type: number }>
}

const system: AskSystem = { mounts: mountsOfProcess, statfs }

/**
 * What an existing path lies on, by its name in mountinfo, else by the number that statfs has for it.
 * Only Linux has these; elsewhere everything counts as local.
 *
 * @param realPath with every link resolved
 */
export async function fileSystemOf(realPath: string, ask: AskSystem = system): Promise<FileSystem> {
  const text = await ask.mounts()
  const mount = text === null ? null : mountOf(parseMounts(text), realPath)
  const name = mount?.type ?? (await nameByNumber(realPath, ask))
  return { name, kind: kindOf(name), isMountPoint: mount?.point === realPath }
}

async function nameByNumber(path: string, ask: AskSystem): Promise<string> {
  if (process.platform !== 'linux') return ''
  try {
    return namesOfNumbers.get((await ask.statfs(path)).type) ?? ''
  } catch {
    return ''
  }
}
