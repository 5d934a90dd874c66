import { readFile } from 'node:fs/promises'

/** One line of `/proc/self/mountinfo`, as far as it is needed. */
export interface Mount {
  /** Where it is mounted: a folder, or a single file that is bind-mounted. */
  readonly point: string
  /** The file system's name, such as `ext4` or `fuse.sshfs`. */
  readonly type: string
}

/** Reads the mounts of this process; null where the system has no such list. */
export type ReadMounts = () => Promise<string | null>

export const mountsOfProcess: ReadMounts = async () => {
  if (process.platform !== 'linux') return null
  try {
    return await readFile('/proc/self/mountinfo', 'utf8')
  } catch {
    return null
  }
}

/**
 * The mounts of a mountinfo text, in the order in which they were made (proc_pid_mountinfo(5)): field
 * 5 is the mount point, with blanks as `\040`; behind a lone `-` stands the type.
 */
export function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.split(' ')
    const [point, type] = [fields[4], fields[fields.indexOf('-', 6) + 1]]
    return point === undefined || type === undefined ? [] : [{ point: unescaped(point), type }]
  })
}

/** The mount that a path lies on: the longest mount point above it, the last one made of several. */
export function mountOf(mounts: readonly Mount[], realPath: string): Mount | null {
  let found: Mount | null = null
  for (const mount of mounts) {
    const isAbove = realPath === mount.point || realPath.startsWith(withSlash(mount.point))
    if (isAbove && mount.point.length >= (found?.point.length ?? 0)) found = mount
  }
  return found
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`)
