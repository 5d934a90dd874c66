import type { LineIssue } from '#shared/codes'
import { MAX_RAW_BYTES, type ErrorColumns } from '../../record/chunk'
import type { Line } from './lineWindow'

/** Gathers a chunk's bad lines in columns that grow as they are needed. */
export class ErrorBuilder {
  #count = 0
  #line = new Uint32Array(0)
  #byteOffset = new Float64Array(0)
  #rawBytes = new Float64Array(0)
  #rawEnd = new Uint32Array(0)
  #issuesIndex = new Uint32Array(0)
  #raw = new Uint8Array(0)
  #texts = new Map<string, number>()
  /** The same by list, since equal lists mostly are one object. */
  #lists = new Map<readonly LineIssue[], number>()

  get count(): number {
    return this.#count
  }

  /** Bytes of bad lines gathered so far. */
  get gatheredBytes(): number {
    return this.#count === 0 ? 0 : (this.#rawEnd[this.#count - 1] ?? 0)
  }

  add(lineNumber: number, line: Line, issues: readonly LineIssue[]): void {
    const i = this.#count
    if (i === this.#line.length) this.#growColumns()
    const rawStart = this.gatheredBytes
    const raw = line.bytes.subarray(0, MAX_RAW_BYTES)
    this.#reserveRaw(rawStart + raw.length)
    this.#raw.set(raw, rawStart)
    this.#rawEnd[i] = rawStart + raw.length
    this.#line[i] = lineNumber
    this.#byteOffset[i] = line.byteOffset
    this.#rawBytes[i] = line.byteLength
    this.#issuesIndex[i] = this.#indexOf(issues)
    this.#count = i + 1
  }

  /** The columns gathered since the last call, which are then the caller's own. */
  take(): ErrorColumns {
    const count = this.#count
    const columns = {
      count,
      line: this.#line.slice(0, count),
      byteOffset: this.#byteOffset.slice(0, count),
      rawBytes: this.#rawBytes.slice(0, count),
      raw: this.#raw.slice(0, this.gatheredBytes),
      rawEnd: this.#rawEnd.slice(0, count),
      issuesIndex: this.#issuesIndex.slice(0, count),
      issues: [...this.#texts.keys()],
    }
    this.#count = 0
    this.#texts = new Map()
    this.#lists = new Map()
    return columns
  }

  #indexOf(issues: readonly LineIssue[]): number {
    const known = this.#lists.get(issues)
    if (known !== undefined) return known
    const text = JSON.stringify(issues)
    const index = this.#texts.get(text) ?? this.#texts.size
    this.#texts.set(text, index)
    this.#lists.set(issues, index)
    return index
  }

  #growColumns(): void {
    const length = Math.max(64, this.#count * 2)
    this.#line = grown(new Uint32Array(length), this.#line)
    this.#byteOffset = grown(new Float64Array(length), this.#byteOffset)
    this.#rawBytes = grown(new Float64Array(length), this.#rawBytes)
    this.#rawEnd = grown(new Uint32Array(length), this.#rawEnd)
    this.#issuesIndex = grown(new Uint32Array(length), this.#issuesIndex)
  }

  #reserveRaw(length: number): void {
    if (length <= this.#raw.length) return
    this.#raw = grown(new Uint8Array(Math.max(16 * 1024, length, this.#raw.length * 2)), this.#raw)
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(target: T, source: T): T {
  target.set(source)
  return target
}
