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

/**
 * The identity of a file of which only this is known: that it is not, or not surely, the one that was
 * read, whatever its times say. No look at a file gives it, so the file is looked at anew.
 */
export function noLonger(identity: FileIdentity): FileIdentity {
  return { ...identity, ctimeNs: 'changed' }
}

/** Disks that keep whole seconds; the coarsest (FAT) keeps every second one. */
const COARSE_STEP_MS = 2_000
/** Others take their times from the system's clock, which ticks so often at least, or keep hundredths. */
const FINE_STEP_MS = 20

/**
 * For how long two writes may get the same times, in milliseconds. Once a file was seen unchanged for
 * so long, every later write shows. The disk itself sets the ctime, so whole seconds in both times
 * mean that it keeps no more; a program may have set the mtime.
 */
export function clockStepMs({ mtimeNs, ctimeNs }: FileIdentity): number {
  const isWhole = mtimeNs.endsWith('000000000') && ctimeNs.endsWith('000000000')
  return isWhole ? COARSE_STEP_MS : FINE_STEP_MS
}
