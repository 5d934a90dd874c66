import type { LineFormat } from '#shared/formats/lineFormat'
import { BLOCK_BYTES } from '../../record/chunk'
import { headOf } from '../../database/files/fileHeads'
import type { StoredFile } from '../../database/files/files'
import type { ReadDb } from '../../database/handles'
import { formatOfFile } from '../../database/inbox/formatOfFile'
import { rawLinesBetween, type RawLine } from '../../database/inbox/rawLines'
import { correctionsBetween, type Correction } from '../../database/mends/mendedTexts'
import { BlockHash } from '../reader/blockHash'
import { LineWindow } from '../reader/lineWindow'
import { PackageFile } from '../reader/packageFile'
import { SpareBuffers } from '../reader/spareBuffers'
import { correctedText } from './correctedText'
import { bytesOfLine } from './lineText'
import { OtherSourceError } from './otherSource'

/** Bad lines are looked up for so many lines at once. */
const LINES_PER_READ = 2_000
const SPACE = 0x20
const TAB = 0x09
const LF = 0x0a

/**
 * The lines of a package's source without those that are still bad, mended ones as they were mended,
 * and behind its head without blank ones; line ends are the caller's. Returns how many mended lines
 * can't be told any more, and so are left out, too. Throws OtherSourceError, at the end at the latest,
 * when the file is not the one that was imported. Whoever stops before the end calls `return`.
 */
export function* correctedSource(
  db: ReadDb,
  file: StoredFile,
  path: string,
): Generator<Uint8Array, number> {
  const firstLine = 1 + (headOf(db, file.id)?.bytes.filter((byte) => byte === LF).length ?? 0)
  const source = openSource(path)
  const hash = new BlockHash(BLOCK_BYTES)
  const window = new LineWindow(source, hash, BLOCK_BYTES, 0, new SpareBuffers())
  let untold = 0
  try {
    let bad = new BadLinesAhead(db, file.id, 1)
    for (let line = 1; ;) {
      const framed = window.frame()
      if (framed === null) break
      if (framed === 'later') continue
      if (!bad.covers(line)) bad = new BadLinesAhead(db, file.id, line)
      const mended = bad.lineFor(line)
      if (mended === undefined) {
        if (line < firstLine || !isBlank(framed.bytes)) yield framed.bytes
      } else if (mended !== null) yield mended
      else if (bad.isMended(line)) untold += 1
      if (!framed.terminated) break
      window.consume(framed)
      line += 1
    }
    if (hash.fingerprint() !== file.fingerprint) throw new OtherSourceError()
    return untold
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
  readonly #bad = new Map<number, Uint8Array | null>()
  readonly #mended = new Set<number>()

  constructor(db: ReadDb, fileId: number, line: number) {
    this.#end = line + LINES_PER_READ
    const range = { fileId, first: line, last: this.#end - 1 }
    const format = formatOfFile(db, fileId)
    const corrections = correctionsBetween(db, range)
    for (const row of rawLinesBetween(db, range)) {
      if (row.status === 'fixed') this.#mended.add(row.line)
      this.#bad.set(row.line, lineFor(row, corrections.get(row.line), format))
    }
  }

  isMended(line: number): boolean {
    return this.#mended.has(line)
  }

  covers(line: number): boolean {
    return line < this.#end
  }

  /** Undefined for a line that stays as it is, null for one that is left out. */
  lineFor(line: number): Uint8Array | null | undefined {
    return this.#bad.get(line)
  }
}

function lineFor(
  row: RawLine,
  correction: Correction | undefined,
  format: LineFormat,
): Uint8Array | null {
  if (row.status !== 'fixed' || correction === undefined) return null
  const text = correctedText(row, correction, format)
  return text === null ? null : bytesOfLine(text, format)
}

function openSource(path: string): PackageFile {
  try {
    return PackageFile.open(path)
  } catch (error) {
    throw new OtherSourceError({ cause: error })
  }
}
