import type { BigIntStats } from 'node:fs'

/**
 * What tells that a path still holds the very same file. Device, inode and the nanosecond times are
 * decimal text, because they pass 2^53.
 */
export interface FileIdentity {
  readonly sizeBytes: number
  readonly device: string
  readonly inode: string
  readonly mtimeNs: string
  readonly ctimeNs: string
}

export function identityOf(stat: BigIntStats): FileIdentity {
  return {
    sizeBytes: Number(stat.size),
    device: stat.dev.toString(),
    inode: stat.ino.toString(),
    mtimeNs: stat.mtimeNs.toString(),
    ctimeNs: stat.ctimeNs.toString(),
  }
}

export function sameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a.device === b.device && a.inode === b.inode
}

/** The same file and not written to since, as far as the file system tells. */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return (
    sameFile(a, b) &&
    a.sizeBytes === b.sizeBytes &&
    a.mtimeNs === b.mtimeNs &&
    a.ctimeNs === b.ctimeNs
  )
}
