import { BLOCK_BYTES } from '../../record/chunk'
import type { StoredFile } from '../../database/files'
import type { ReadDb } from '../../database/handles'
import { rawLinesBetween, type RawLine } from '../../database/inbox/rawLines'
import { correctionsBetween, type Correction } from '../../database/mends/mendedTexts'
import { BlockHash } from '../reader/blockHash'
import { LineWindow } from '../reader/lineWindow'
import { PackageFile } from '../reader/packageFile'
import { SpareBuffers } from '../reader/spareBuffers'
import { correctedText } from './correctedText'
import { OtherSourceError } from './otherSource'

/** Bad lines are looked up for so many lines at once. */
const LINES_PER_READ = 2_000
const SPACE = 0x20
const TAB = 0x09

/**
 * The lines of a package's source without blank ones and those that are still bad, and mended ones as
 * they were mended; line ends are the caller's. Throws OtherSourceError, at the end at the latest,
 * when the file is not the one that was imported. Whoever stops before the end calls `return`.
 */
export function* correctedSource(
  db: ReadDb,
  file: StoredFile,
  path: string,
): Generator<string | Uint8Array> {
  const source = openSource(path)
  const hash = new BlockHash(BLOCK_BYTES)
  const window = new LineWindow(source, hash, BLOCK_BYTES, 0, new SpareBuffers())
  try {
    let bad = new BadLinesAhead(db, file.id, 1)
    for (let line = 1; ;) {
      const framed = window.frame()
      if (framed === null) break
      if (framed === 'later') continue
      if (!bad.covers(line)) bad = new BadLinesAhead(db, file.id, line)
      const text = bad.textOf(line)
      if (text === undefined) {
        if (!isBlank(framed.bytes)) yield framed.bytes
      } else if (text !== null) yield text
      if (!framed.terminated) break
      window.consume(framed)
      line += 1
    }
    if (hash.fingerprint() !== file.fingerprint) throw new OtherSourceError()
  } finally {
    source.close()
  }
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === SPACE || byte === TAB)
}

/** What is to be done with the lines from one on. */
class BadLinesAhead {
  readonly #end: number
  readonly #bad = new Map<number, string | null>()

  constructor(db: ReadDb, fileId: number, line: number) {
    this.#end = line + LINES_PER_READ
    const range = { fileId, first: line, last: this.#end - 1 }
    const corrections = correctionsBetween(db, range)
    for (const row of rawLinesBetween(db, range)) {
      this.#bad.set(row.line, textFor(row, corrections.get(row.line)))
    }
  }

  covers(line: number): boolean {
    return line < this.#end
  }

  /** Undefined for a line that stays as it is, null for one that is left out. */
  textOf(line: number): string | null | undefined {
    return this.#bad.get(line)
  }
}

function textFor(row: RawLine, correction: Correction | undefined): string | null {
  return row.status === 'fixed' && correction !== undefined ? correctedText(row, correction) : null
}

function openSource(path: string): PackageFile {
  try {
    return PackageFile.open(path)
  } catch (error) {
    throw new OtherSourceError({ cause: error })
  }
}
