import { randomInt } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

/**
 * Where the number of a database lies in its file: the application id of SQLite's header
 * (sqlite.org/fileformat.html, 1.3.14), four bytes. One is drawn for each database and for each copy,
 * so that a copy that was put in a database's place is told from it.
 */
const OFFSET = 68
const BYTES = 4
/** Where the version lies that a file is written by. */
const VERSION_OFFSET = 18

/** 0 is none. */
const drawLineage = (): number => randomInt(1, 2 ** 31)

/** The number in a file; 0 of one that has none, or is not made yet. Nothing may have it open. */
export function lineageOf(path: string): number {
  const bytes = headerBytes(path, OFFSET, BYTES)
  return bytes.length === BYTES ? bytes.readInt32BE() : 0
}

/**
 * Whether a file is a database that has no WAL (1.3.3 there: its version is 1, not 2). Every copy
 * that SQLite makes is one, until it is opened. Nothing may have it open.
 */
export function isWithoutWal(path: string): boolean {
  return headerBytes(path, VERSION_OFFSET, 1)[0] === 1
}

/** Fewer than asked for where the file ends before. */
function headerBytes(path: string, offset: number, count: number): Buffer {
  const bytes = Buffer.alloc(count)
  const fd = openSync(path, 'r')
  try {
    return bytes.subarray(0, readSync(fd, bytes, 0, count, offset))
  } finally {
    closeSync(fd)
  }
}

/** Gives a copy that nothing has open a number of its own, on disk when it returns. */
export function giveLineage(path: string): void {
  const bytes = Buffer.alloc(BYTES)
  bytes.writeInt32BE(drawLineage())
  const fd = openSync(path, 'r+')
  try {
    writeSync(fd, bytes, 0, BYTES, OFFSET)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
