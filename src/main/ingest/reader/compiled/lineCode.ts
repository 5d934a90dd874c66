import code from '../../../../assembly/lines.wasm'

/** What the compiled code asks while it scans. Places in its memory are addresses. */
export interface LineQuestions {
  /** What a text is stored as, or the plan of a key; infinite where the exact way is to say. */
  meaning(place: number, start: number, end: number): number
  /** The number that a text is. */
  slowNumber(start: number, end: number): number
  /** Seconds since 1970 of a date, an hour and a minute; NaN where there is none. */
  minuteSeconds(at: number): number
  /** The time that the texts in its parts make; -1 where they make none. */
  moment(): number
  /** Where what a record says stands among the chunk's words; negative where no more has room. */
  wordsIndex(combination: number): number
}

/** What `src/assembly/lines.ts` exports; what each does is said there. */
export interface LineExports {
  readonly memory: WebAssembly.Memory
  readonly isFull: WebAssembly.Global<'i32'>
  readonly isForgetting: WebAssembly.Global<'i32'>
  readonly nextStart: WebAssembly.Global<'i32'>
  heapStart(): number
  fivesAt(): number
  partsAt(): number
  prepareNumbers(): void
  setTable(
    delimiter: number,
    quote: number,
    decimal: number,
    trims: number,
    isLatin: number,
    comment: number,
    commentLength: number,
  ): void
  setObjects(): void
  setPlans(at: number, fields: number, notes: number, told: number): void
  takeTold(): number
  setTime(ofTexts: number, endUs: number, missing: number, count: number): void
  setEpoch(power: number, startUs: number): void
  setWords(at: number, words: number, room: number): void
  beginWords(): void
  forgetWords(): void
  forgetTexts(): void
  combinationAt(combination: number): number
  scanLines(
    start: number,
    origin: number,
    lineNumber: number,
    most: number,
    longest: number,
    times: number,
    offsets: number,
    lengths: number,
    words: number,
  ): number
}

const PAGE_BYTES = 65_536
const LEAST_POWER = -64
const MOST_POWER = 64

/**
 * The compiled code of a thread, and its memory. Whoever scans with it owns it for that time: another
 * one's tables are gone.
 */
export class LineCode {
  readonly run: LineExports
  bytes = new Uint8Array(0)
  #owner: LineQuestions | null = null

  private constructor() {
    const module = new WebAssembly.Module(Buffer.from(code, 'base64'))
    const asked = (): LineQuestions => {
      if (this.#owner === null) throw new Error('nobody scans')
      return this.#owner
    }
    const env: LineQuestions = {
      meaning: (place, start, end) => asked().meaning(place, start, end),
      slowNumber: (start, end) => asked().slowNumber(start, end),
      minuteSeconds: (at) => asked().minuteSeconds(at),
      moment: () => asked().moment(),
      wordsIndex: (combination) => asked().wordsIndex(combination),
    }
    const { exports } = new WebAssembly.Instance(module, { env: { ...env } })
    this.run = exports as unknown as LineExports
    this.bytes = new Uint8Array(this.run.memory.buffer)
    this.run.prepareNumbers()
    const fives = new BigUint64Array(
      this.run.memory.buffer,
      this.run.fivesAt(),
      2 * (MOST_POWER - LEAST_POWER + 1),
    )
    for (let power = LEAST_POWER; power <= MOST_POWER; power += 1) {
      const five = powerOfFive(power)
      fives.set([five >> 64n, five & 0xffff_ffff_ffff_ffffn], 2 * (power - LEAST_POWER))
    }
  }

  static #ofThread: LineCode | null = null

  /** The one of this thread. */
  static get(): LineCode {
    LineCode.#ofThread ??= new LineCode()
    return LineCode.#ofThread
  }

  isOwnedBy(owner: LineQuestions): boolean {
    return this.#owner === owner
  }

  /** From now on `owner` is asked, and may use the memory up to `end`, which it finds there empty. */
  own(owner: LineQuestions, end: number): void {
    this.#owner = owner
    const { memory } = this.run
    const pages = Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES)
    if (pages > 0) memory.grow(pages)
    this.bytes = new Uint8Array(memory.buffer)
    this.run.forgetTexts()
  }
}

/**
 * 5^power as 128 bits, of which the first one is set; cut, or of a negative power rounded up
 * (D. Lemire, "Number parsing at a gigabyte per second", 2021).
 */
function powerOfFive(power: number): bigint {
  const five = 5n ** BigInt(Math.abs(power))
  const bits = BigInt(five.toString(2).length)
  if (power >= 0) return bits < 128n ? five << (128n - bits) : five >> (bits - 128n)
  const isExact = 1n << (bits - 1n) === five
  const z = isExact ? bits - 1n : bits
  if (power >= -27) return (1n << (z + 127n)) / five + 1n
  let inverse = (1n << (2n * z + 128n)) / five + 1n
  while (inverse >= 1n << 128n) inverse >>= 1n
  return inverse
}
