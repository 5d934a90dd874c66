import { Random } from '../../fixtures/generator/random'

/** An operator's own definition: the oracle reads it by its own code. */
export interface TestDefinition {
  readonly type: string
  readonly [part: string]: unknown
}

/** Its records have a layout that no database has before the first package of it is read. */
export const kestrel: TestDefinition = {
  format: 'downlink-definition/1',
  type: 'kestrel',
  title: 'Kestrel',
  file: { kind: 'delimited', comment: '#' },
  recognise: { columns: ['unix_ms', 'bat_mv'] },
  missing: ['x'],
  ignore: ['crc'],
  time: { form: 'epoch', from: 'unix_ms', unit: 'ms' },
  channels: [
    {
      name: 'mode',
      from: 'mode',
      kind: 'state',
      required: true,
      states: [
        { value: 0, word: 'SAFE' },
        { value: 1, word: "IDLE's" },
        { value: 3, word: 'DOWNLINK' },
      ],
    },
    {
      name: 'bat_voltage',
      from: 'bat_mv',
      kind: 'number',
      unit: 'V',
      scale: 0.001,
      valid: { min: 0, max: 20_000 },
    },
    {
      name: 'heater',
      from: 'heater',
      kind: 'state',
      states: [
        { value: 'off', word: 'is off' },
        { value: 'on', word: 'is on' },
      ],
    },
    { name: 'temperature', from: 'temp', kind: 'number', offset: -273.15 },
    { name: 'lat', from: 'lat', kind: 'number', role: 'latitude' },
    { name: 'fw', from: 'fw', kind: 'word' },
  ],
}

const NAMES = ['unix_ms', 'mode', 'bat_mv', 'heater', 'temp', 'lat', 'fw', 'crc', 'note']
const FIRST_MS = Date.UTC(2026, 0, 2, 3, 4, 5)

/** The cells of a good line, to be spoilt. */
function cells(random: Random, line: number): string[] {
  const number = (limit: number): string =>
    String((random.integer(2 ** 31) / 2 ** 31 + random.integer(2 ** 20) / 2 ** 52) * limit)
  return [
    String(FIRST_MS + line * 1000 + random.integer(1000)),
    ['0', '1', '3', '01', '7', 'LOST'][random.integer(6)] ?? '',
    random.chance(0.1) ? 'x' : number(8_000),
    random.chance(0.1) ? '' : (['off', 'on', 'stuck'][random.integer(3)] ?? ''),
    random.chance(0.1) ? '' : number(300),
    number(90),
    random.chance(0.1) ? '"a ""quoted"", word"' : 'v1',
    'ff',
    '',
  ]
}

type Spoil = (line: string[]) => string

const withCell =
  (at: number, cell: string): Spoil =>
  (line) =>
    line.map((old, i) => (i === at ? cell : old)).join(',')

/** Lines that are bad, cells that can't be read, and what no channel knows. */
const oddities: readonly Spoil[] = [
  (line) => line.slice(0, 4).join(','),
  (line) => `${line.slice(0, 6).join(',')},"open,1,2`,
  withCell(0, 'today'),
  withCell(0, ''),
  withCell(1, ''),
  withCell(2, '20001'),
  withCell(2, 'n/a'),
  withCell(4, '1e400'),
  withCell(5, 'north'),
  withCell(8, 'by hand'),
  (line) => `${line.join(',')},beyond`,
]

const comments: readonly Spoil[] = [() => '# said by the receiver', () => '', () => '  ']

/** A table of so many lines behind its names. @param isClean nothing keeps its source from going */
export function makeTable(seed: number, lines: number, isClean: boolean): Buffer {
  const random = new Random(seed)
  const odd = isClean ? comments : [...oddities, ...comments]
  const text = [NAMES.join(',')]
  for (let line = 2; line <= lines + 1; line += 1) {
    const good = cells(random, line)
    const spoil = random.chance(0.1) ? odd[random.integer(odd.length)] : undefined
    text.push(spoil === undefined ? good.join(',') : spoil(good))
  }
  return Buffer.from(`${text.join(isClean ? '\n' : '\r\n')}\n`)
}
