import { Random } from '../../fixtures/generator/random'
import { kestrel, makeTable, type TestDefinition } from './tables'

/** A package made for the sweeps: the oracle knows what each of its lines has to become. */
export interface TestPackage {
  readonly name: string
  readonly bytes: Buffer
  /** What it is read by, where that does not come with the station. */
  readonly definition?: TestDefinition
}

/** Each that one of these packages needs. */
export function definitionsOf(packages: readonly TestPackage[]): TestDefinition[] {
  return [...new Set(packages.flatMap(({ definition }) => definition ?? []))]
}

interface Layout {
  readonly type: string
  readonly keys: readonly [string, string, string, string, string]
  readonly instruments: readonly string[]
}

const mk1: Layout = {
  type: 'jackal_mk1',
  keys: ['timestamp', 'velocity', 'altitude', 'latitude', 'longitude'],
  instruments: ['instrument1', 'instrument2'],
}
const mk2: Layout = {
  type: 'jackal_mk2',
  keys: ['ts', 'vel', 'alt', 'lat', 'long'],
  instruments: ['instrument1', 'instrument3', 'instrument4'],
}

const FIRST_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
/** More than the database keeps of a line. */
const LONG_BYTES = 70_000

/** A good line as its keys and their JSON, to be spoilt. */
function fields({ keys, instruments }: Layout, random: Random, line: number): [string, string][] {
  const [time, velocity, altitude, latitude, longitude] = keys
  const seconds = new Date(FIRST_MS + line * 1000).toISOString().slice(0, 19)
  const micros = String(random.integer(1_000_000)).padStart(6, '0')
  const number = (limit: number): string =>
    String((random.integer(2 ** 31) / 2 ** 31 + random.integer(2 ** 20) / 2 ** 52) * limit)
  return [
    [time, `"${seconds}.${micros}Z"`],
    [velocity, number(8_000)],
    // A number in quotes is that number.
    [altitude, random.chance(0.1) ? `"${number(400_000)}"` : number(400_000)],
    [latitude, random.chance(0.02) ? '-0' : number(90)],
    [longitude, number(-180)],
    ...instruments.map((key): [string, string] => [key, random.chance(0.1) ? '"faulty"' : '"ok"']),
  ]
}

const join = (pairs: readonly [string, string][]): string =>
  `{${pairs.map(([key, json]) => `"${key}":${json}`).join(',')}}`

const without = (pairs: readonly [string, string][], at: number): [string, string][] =>
  pairs.filter((_, index) => index !== at)

const withValue = (
  pairs: readonly [string, string][],
  at: number,
  json: string,
): [string, string][] =>
  pairs.map(([key, old], index): [string, string] => [key, index === at ? json : old])

type Oddity = (pairs: [string, string][]) => string | Buffer

/** Ways in which a line is bad, each with one fault. */
const faults: readonly Oddity[] = [
  (pairs) => join(pairs).slice(0, -9),
  () => '[1,2,3]',
  (pairs) => join(without(pairs, 1)),
  (pairs) => join(withValue(pairs, 2, 'null')),
  (pairs) => join(withValue(pairs, 1, '"fast"')),
  (pairs) => join(withValue(pairs, 3, '90.5')),
  (pairs) => join(withValue(pairs, 1, '1e400')),
  (pairs) => join(withValue(pairs, 0, '"2026-02-30T00:00:00Z"')),
  (pairs) => join(withValue(pairs, 5, '""')),
  (pairs) => Buffer.concat([Buffer.from(join(pairs).slice(0, -1)), Buffer.from([0xff, 0x7d])]),
]

/** Ways in which a good line has more in it than its record. */
const surpluses: readonly Oddity[] = [
  (pairs) => join([...pairs, ['__proto__', '{"velocity":1}'], ['note', '"extra \\u2028"']]),
  (pairs) => join([['battery_voltage', '27.4'], ...pairs]),
  (pairs) => join([...withValue(pairs, 1, '"first"').slice(1, 2), ...pairs]),
]

/** Lines that are only counted. */
const blanks: readonly Oddity[] = [() => '', () => ' \t ']

interface PackageOptions {
  readonly seed: number
  readonly lines: number
  /** One line in ten is one of these. */
  readonly odd: readonly Oddity[]
  readonly lineEnd?: '\n' | '\r\n'
  readonly isLong?: boolean
}

/** Makes a package of so many lines behind its header; no end of the last, which is a good one. */
function makePackage(name: string, layout: Layout, options: PackageOptions): TestPackage {
  const random = new Random(options.seed)
  const lineEnd = Buffer.from(options.lineEnd ?? '\n')
  const parts: Buffer[] = [Buffer.from(`{"satellite_type":"${layout.type}"}`)]
  const last = options.lines + 1
  for (let line = 2; line <= last; line += 1) {
    const pairs = fields(layout, random, line)
    const isOdd = random.chance(0.1) && line < last
    const odd = isOdd ? options.odd[random.integer(options.odd.length)] : undefined
    const isLong = options.isLong === true && line === Math.floor(options.lines / 2)
    const text = isLong ? `{"padding":"${'x'.repeat(LONG_BYTES)}"` : (odd ?? join)(pairs)
    parts.push(lineEnd, Buffer.from(text))
  }
  return { name, bytes: Buffer.concat(parts) }
}

/** Lines of the packages that are there for their end alone. */
const SMALL_LINES = 60
/** So much of its last line is missing in a package that is cut. */
const CUT_BYTES = 30

/**
 * Packages that come to every end: two that are whole and all in the database, with an end of the
 * last line and without; and what must go to the archive, because it has bad lines and a long one,
 * or more than its records, or because it is cut. Two are tables of a type of the operator's own, for
 * which a new table of records comes to be.
 */
export function packagesOfEveryEnd(seed: number, lines: number): TestPackage[] {
  const small = (name: string, odd: readonly Oddity[]): TestPackage =>
    makePackage(name, mk2, { seed: seed + name.length, lines: SMALL_LINES, odd })
  const table = (name: string, isClean: boolean): TestPackage => ({
    name,
    bytes: makeTable(seed + name.length, Math.ceil(lines / 4), isClean),
    definition: kestrel,
  })
  const ended = small('ended.json', blanks)
  const cut = small('cut.json', blanks)
  const half = { lines: Math.ceil(lines / 2), lineEnd: '\r\n', isLong: true } as const
  return [
    ...onePackage(seed, lines),
    makePackage('pass.ndjson', mk2, { seed: seed + 1, odd: [...faults, ...blanks], ...half }),
    { ...ended, bytes: Buffer.concat([ended.bytes, Buffer.from('\n')]) },
    { ...cut, bytes: cut.bytes.subarray(0, -CUT_BYTES) },
    small('surplus.json', [...surpluses, ...blanks]),
    table('clean.csv', true),
    table('cells.csv', false),
  ]
}

/** One package alone, with nothing in it that would keep it from being deleted. */
export function onePackage(seed: number, lines: number): TestPackage[] {
  return [makePackage('orbit.json', mk1, { seed, lines, odd: blanks })]
}

/** A package with lines that can be mended, and what they are when they are. */
export interface MendablePackage {
  readonly broken: TestPackage
  /** The same without a fault. */
  readonly clean: TestPackage
  /** Lines that lack their velocity, as they are once a rule has given them `velocity`. */
  readonly ruled: ReadonlyMap<number, string>
  /** Lines that are cut off, as they were. */
  readonly cut: ReadonlyMap<number, string>
}

const WITHOUT_VELOCITY_EVERY = 7
const CUT_EVERY = 11

export function mendablePackage(seed: number, lines: number, velocity: number): MendablePackage {
  const random = new Random(seed)
  const ruled = new Map<number, string>()
  const cut = new Map<number, string>()
  const header = `{"satellite_type":"${mk1.type}"}`
  const [broken, clean] = [[header], [header]]
  for (let line = 2; line < lines + 2; line += 1) {
    const pairs = fields(mk1, random, line)
    const text = join(pairs)
    clean.push(text)
    if (line % WITHOUT_VELOCITY_EVERY === 0) {
      broken.push(join(without(pairs, 1)))
      ruled.set(line, join(withValue(pairs, 1, String(velocity))))
    } else if (line % CUT_EVERY === 0) {
      broken.push(text.slice(0, -9))
      cut.set(line, text)
    } else broken.push(text)
  }
  return {
    broken: { name: 'broken.json', bytes: Buffer.from(broken.join('\n')) },
    clean: { name: 'clean.json', bytes: Buffer.from(clean.join('\n')) },
    ruled,
    cut,
  }
}
