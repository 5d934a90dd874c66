import type { LineCode } from '#shared/codes'
import type { CellError, CellErrorCount } from '#shared/lineFindings'
import type { CellErrors } from '../../record/chunk'
import type { CellFault } from './recordFields'

/** How many cell errors of a file are kept with their text; the others are only counted. */
const MOST_KEPT = 10_000
/** Of such a text so much is kept. */
const MOST_RAW_BYTES = 200

/** Gathers the cells of good lines that can't be read. */
export class CellErrorBuilder {
  readonly #names: readonly string[]
  #roomFor: number
  #kept: CellError[] = []
  #counts = new Map<string, { channel: string; code: LineCode; count: number; firstLine: number }>()
  #records = 0

  /**
   * @param names of the type's channels
   * @param kept how many of the file are kept already
   */
  constructor(names: readonly string[], kept: number) {
    this.#names = names
    this.#roomFor = Math.max(0, MOST_KEPT - kept)
  }

  /** @param rawOf gives the text of a channel's cell as it stands in the line */
  add(line: number, faults: readonly CellFault[], rawOf: (channel: number) => string): void {
    if (faults.length === 0) return
    this.#records += 1
    for (const { channel: place, issue } of faults) {
      const channel = this.#names[place] ?? ''
      const { code } = issue
      const key = `${code} ${channel}`
      const known = this.#counts.get(key)
      if (known === undefined) this.#counts.set(key, { channel, code, count: 1, firstLine: line })
      else known.count += 1
      if (this.#roomFor === 0) continue
      this.#roomFor -= 1
      this.#kept.push({ line, channel, code, raw: beginningOf(rawOf(place)) })
    }
  }

  /** What was gathered since the last call. */
  take(): CellErrors {
    const counts: CellErrorCount[] = [...this.#counts.values()]
    const taken = { kept: this.#kept, counts, records: this.#records }
    if (this.#records > 0) {
      this.#kept = []
      this.#counts = new Map()
      this.#records = 0
    }
    return taken
  }
}

/** As much of a text as is kept, in whole characters. */
function beginningOf(text: string): string {
  if (text.length * 3 <= MOST_RAW_BYTES) return text
  const bytes = new Uint8Array(MOST_RAW_BYTES)
  const { read } = encoder.encodeInto(text, bytes)
  return text.slice(0, read)
}

const encoder = new TextEncoder()
