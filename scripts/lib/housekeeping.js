import { noise } from './noise.js'

const ORBIT_SECONDS = 5_560
/** Seconds between two records. */
const STEP = 10

/**
 * A channel of the type, and what it says so many seconds after the first record.
 * @typedef {{ definition: Record<string, unknown>, at: (second: number) => string }} Channel
 */

/** From 0 to 1: how far the satellite is around its orbit. @param {number} second */
const turn = (second) => (second % ORBIT_SECONDS) / ORBIT_SECONDS
/** @param {number} second */
const isLit = (second) => turn(second) > 0.36
/** From 0 to 1, behind the light by what things take to warm up. @param {number} second */
const warmth = (second) => {
  const around = turn(second)
  return around < 0.36 ? Math.exp(-around * 7) : 1 - Math.exp(-(around - 0.36) * 6)
}
/** 'Battery temp' for 'battery_temp'. @param {string} name */
const titleOf = (name) => name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('_', ' ')
/** @param {number} second @param {number} phase */
const wave = (second, phase) => Math.sin(2 * Math.PI * turn(second) + phase)

/**
 * @param {string} name
 * @param {string} group
 * @param {string} unit
 * @param {number} decimals
 * @param {(second: number) => number} value
 * @param {string} [label]
 * @returns {Channel}
 */
function number(name, group, unit, decimals, value, label = titleOf(name)) {
  const seed = name.length + name.charCodeAt(name.length - 1)
  const spread = 2 * 10 ** -decimals
  return {
    definition: {
      name,
      from: name,
      kind: 'number',
      group,
      unit,
      decimals,
      label,
    },
    at: (second) => (value(second) + spread * noise(second + seed)).toFixed(decimals + 1),
  }
}

/**
 * @param {string} name
 * @param {string} group
 * @param {readonly (readonly [word: string, level?: 'yellow' | 'red'])[]} words
 * @param {(second: number) => number} value
 * @returns {Channel}
 */
function state(name, group, words, value) {
  const states = words.map(([word, level], code) => ({
    value: code,
    word,
    ...(level && { level }),
  }))
  return {
    definition: { name, label: titleOf(name), from: name, kind: 'state', group, states },
    at: (second) => String(value(second)),
  }
}

const panels = ['+X', '-X', '+Y', '-Y']

/** @type {readonly Channel[]} */
const twenty = [
  number('battery', 'Power', 'V', 2, (s) => 7.2 + 0.9 * warmth(s), 'Battery'),
  number('battery_current', 'Power', 'A', 2, (s) => (isLit(s) ? 0.9 : -0.7) + 0.1 * wave(s, 1)),
  ...panels.map((side, i) =>
    number(
      `panel_${i + 1}`,
      'Power',
      'V',
      2,
      (s) => (isLit(s) ? 4.1 + 0.7 * wave(s, (i * Math.PI) / 2) : 0.1),
      `Panel ${side}`,
    ),
  ),
  number('bus_5v', 'Power', 'V', 3, (s) => 5.02 - 0.02 * warmth(s), 'Bus 5 V'),
  number('battery_temp', 'Power', '°C', 1, (s) => 8 + 11 * warmth(s)),
  state('power_mode', 'Power', [['NORMAL'], ['LOW', 'yellow'], ['CRITICAL', 'red']], (s) =>
    turn(s) > 0.3 && turn(s) < 0.37 ? (s > 3 * ORBIT_SECONDS ? 2 : 1) : 0,
  ),
  ...['x', 'y', 'z'].map((axis, i) =>
    number(
      `rate_${axis}`,
      'Attitude',
      '°/s',
      3,
      (s) => Math.exp(-s / 6_000) * 2.4 * wave(s * (3 + i), i) + 0.02 * noise(s + i),
      `Rate ${axis}`,
    ),
  ),
  number('wheel', 'Attitude', 'rpm', 0, (s) => 1_900 + 800 * wave(s / 3, 2)),
  state('attitude_mode', 'Attitude', [['DETUMBLE', 'yellow'], ['SUN'], ['NADIR']], (s) =>
    s < 5_000 ? 0 : isLit(s) ? 1 : 2,
  ),
  number('cpu_temp', 'Computer', '°C', 1, (s) => 24 + 6 * warmth(s) + wave(s * 2, 0)),
  state('computer_mode', 'Computer', [['IDLE'], ['DOWNLINK'], ['SAFE', 'red']], (s) =>
    s > 12_400 && s < 13_300 ? 2 : turn(s) > 0.7 && turn(s) < 0.82 ? 1 : 0,
  ),
  {
    definition: {
      name: 'firmware',
      label: 'Firmware',
      from: 'firmware',
      kind: 'word',
      group: 'Computer',
    },
    at: (s) => (s > 13_300 ? '2.4.1' : '2.4.0'),
  },
  number('rssi', 'Radio', 'dBm', 1, (s) => -112 + 28 * Math.max(0, wave(s, 3.6)), 'RSSI'),
  number('tx_power', 'Radio', 'dBm', 1, (s) => (turn(s) > 0.7 && turn(s) < 0.82 ? 30 : 0)),
  number('amplifier_temp', 'Radio', '°C', 1, (s) => 14 + 16 * Math.max(0, wave(s, 3.4))),
]

/** The place of a cell or a sensor, from 01 on. @param {number} i */
const two = (i) => String(i + 1).padStart(2, '0')

/** Of a battery of 24 cells, and of where it is warm. @returns {readonly Channel[]} */
function further() {
  const cells = Array.from({ length: 24 }, (_, i) => i)
  return [
    ...cells.map((i) =>
      number(`cell_${two(i)}`, 'Cells', 'V', 3, (s) => 3.6 + 0.004 * i + 0.4 * warmth(s)),
    ),
    ...cells.map((i) =>
      number(`cell_${two(i)}_temp`, 'Cells', '°C', 1, (s) => 7 + 0.2 * i + 11 * warmth(s + 30 * i)),
    ),
    ...cells
      .slice(0, 14)
      .map((i) =>
        number(
          `sensor_${two(i)}`,
          'Structure',
          '°C',
          1,
          (s) => 35 * wave(s, i / 2) - 5,
          `Sensor ${two(i)}`,
        ),
      ),
  ]
}

const BATTERY_COLUMN = 1 + twenty.findIndex(({ definition }) => definition['name'] === 'battery')

/** Now and then a row ends too early, or a cell can't be read. @param {string[]} cells @param {number} i */
function spoilt(cells, i) {
  if (i % 211 === 210) return cells.slice(0, -3)
  return i % 97 === 96 ? cells.with(BATTERY_COLUMN, 'ERR') : cells
}

/**
 * A satellite type without a position, of 20 channels or of 82, and a package of it.
 *
 * @param {{ channels: 20 | 82, start: string, seconds: number }} wanted
 * @returns {{ definition: { type: string }, table: string }}
 */
export function housekeeping({ channels: count, start, seconds }) {
  const channels = count === 20 ? twenty : [...twenty, ...further()]
  const names = channels.map(({ definition }) => String(definition['name']))
  const type = count === 20 ? 'kestrel1_hk' : 'heron2_hk'
  const definition = {
    format: 'downlink-definition/1',
    type,
    title: count === 20 ? 'Kestrel-1 housekeeping' : 'Heron-2 housekeeping',
    file: { kind: 'delimited' },
    recognise: { name: [`${type}_*.csv`] },
    time: { form: 'rfc3339', from: 'utc' },
    channels: channels.map(({ definition: own }) => own),
  }
  const rows = Array.from({ length: Math.floor(seconds / STEP) }, (_, i) => i * STEP)
    .filter((second) => second < seconds * 0.55 || second > seconds * 0.6)
    .map((second, i) => {
      const time = new Date(Date.parse(start) + second * 1000).toISOString()
      return spoilt([time, ...channels.map(({ at }) => at(second))], i).join(',')
    })
  return { definition, table: `${[['utc', ...names].join(','), ...rows].join('\n')}\n` }
}
