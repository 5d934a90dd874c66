import { channelsOf, type Truth } from './files'

/** How a file is imported, and what of it can be told by hand besides its truth. */
export interface Reading {
  /** All of a definition but its format, its name and its title. */
  readonly definition: object
  /** The moment that its times count from, where somebody has to say it. */
  readonly start?: string
  /** Of the records: as many as the truth says where absent. */
  readonly records?: number
  readonly badLines?: number
  readonly otherRecords?: number
  /** The times of the first and of the last record in the file. */
  readonly first: string
  readonly last: string
  /** How many cells have no value, by channel, where the truth does not say so. */
  readonly missing?: Readonly<Record<string, number>>
  /** How many cells can't be read, by channel. */
  readonly cellErrors?: Readonly<Record<string, number>>
  /** A line, a channel, and the value that it has. */
  readonly spots: readonly (readonly [number, string, number | string])[]
}

const csv = (parts: object = {}): object => ({ kind: 'delimited', ...parts })
const ofNumbers = (names: readonly string[]): object[] =>
  names.map((name) => ({ name: name.toLowerCase(), from: name, kind: 'number' }))
const STATE_VECTOR = ['x', 'y', 'z', 'vx', 'vy', 'vz']
const FIX = ['Fix', 'Provider', 'Latitude', 'Longitude', 'Altitude', 'Speed', 'Accuracy', 'ms']
const RMC = ['kind', 'time', 'status', 'lat', 'ns', 'lon', 'ew', 'knots', 'course', 'date']
/** Of the spreadsheet whose names stand on five lines. */
const PSEUDORANGES = Array.from({ length: 31 }, (_, i) => `column ${i + 1}`)

/** By the file's path; each can be imported. */
export function readings(truth: (path: string) => Truth): Readonly<Record<string, Reading>> {
  const all = (path: string, ...except: readonly string[]) => channelsOf(truth(path), except)
  return {
    'pudding-mars-weather/mars-weather.csv': {
      definition: {
        file: csv(),
        missing: ['NaN', '--'],
        time: { form: 'pattern', from: 'terrestrial_date', pattern: 'yyyy-MM-dd', zone: 'UTC' },
        channels: all('pudding-mars-weather/mars-weather.csv', 'terrestrial_date'),
      },
      first: '2018-02-27T00:00:00.000000Z',
      last: '2012-08-07T00:00:00.000000Z',
      spots: [
        [2, 'pressure', 727],
        [1894, 'atmo_opacity', 'Sunny'],
        [1893, 'min_temp', -75],
      ],
    },
    'ncsu-airbrakes/jackpot_launch_1.csv': {
      definition: {
        file: csv(),
        time: { form: 'epoch', from: 'update_timestamp_ns', unit: 'ns' },
        channels: all('ncsu-airbrakes/jackpot_launch_1.csv', 'update_timestamp_ns'),
      },
      first: '2026-02-21T16:52:57.698352Z',
      last: '2026-02-21T17:11:14.409503Z',
      spots: [
        [2573, 'pressure_pascals', 93240.453125],
        [2573, 'state_letter', 'F'],
      ],
    },
    'rocketpy/prometheus-TeleMega.csv': {
      definition: {
        file: csv({ comment: '#' }),
        missing: ['NaN'],
        time: {
          form: 'parts',
          from: ['year', 'month', 'day', 'hour', 'minute', 'second'],
          pattern: 'yyyy MM dd HH mm ss',
          zone: 'UTC',
        },
        channels: all('rocketpy/prometheus-TeleMega.csv'),
      },
      first: '2022-06-24T15:17:16.000000Z',
      last: '2022-06-24T15:17:36.000000Z',
      spots: [
        [2, 'pressure', 86334],
        [2, 'altitude_10', 1330.09],
        [2, 'altitude_37', 1394],
      ],
    },
    'rocketpy/ndrt_2020_flight_data.csv': {
      definition: {
        file: csv(),
        time: { form: 'elapsed', from: 'Time (s)', unit: 's' },
        channels: all('rocketpy/ndrt_2020_flight_data.csv', 'Time (s)'),
      },
      start: '2020-01-01T00:00:00Z',
      first: '2020-01-01T00:00:00.043750Z',
      last: '2020-01-01T00:01:30.945000Z',
      spots: [
        [3, 'axial_accel_gs', 0.78],
        [700, 'altitude_ft_agl', 3037.16],
        [1820, 'bilba_6', 'b1111'],
      ],
    },
    'rocketpy/juno3_cots_altimeter.csv': {
      definition: {
        file: csv(),
        missing: ['-'],
        time: { form: 'elapsed', from: 'time', unit: 's' },
        channels: [
          ...ofNumbers(['altitude', 'pressure', 'velocity', 'voltages']),
          { name: 'temperature', from: 'temperature', kind: 'number' },
          { name: 'events', from: 'events', kind: 'word' },
        ],
      },
      start: '2023-06-22T00:00:00Z',
      first: '2023-06-22T00:00:00.000000Z',
      last: '2023-06-22T00:00:30.500000Z',
      cellErrors: { temperature: 1 },
      spots: [
        [2, 'altitude', -5.391191e-5],
        [612, 'velocity', -5345.959],
      ],
    },
    'rocketpy/juno3_cots_GNSS.csv': {
      definition: {
        file: csv(),
        time: { form: 'elapsed', from: 'time', unit: 's' },
        channels: ofNumbers(['ALT', 'HORZV', 'VERTV', 'LAT', 'LON']),
      },
      start: '2023-06-22T00:00:00Z',
      first: '2023-06-22T00:00:00.000000Z',
      last: '2023-06-22T00:02:28.401000Z',
      spots: [
        [4, 'timestamp_us', 1_687_391_999_300_000],
        [445, 'alt', 5730],
        [445, 'lon', -106.8962358],
      ],
    },
    'google-gnss/pseudoranges_log_2016_06_30.txt': {
      definition: {
        file: csv({ comment: '#', names: FIX }),
        only: { from: 'Fix', is: ['Fix'] },
        time: { form: 'epoch', from: 'ms', unit: 'ms' },
        channels: ofNumbers(['Latitude', 'Longitude', 'Altitude', 'Speed', 'Accuracy']),
        ignore: ['Provider'],
      },
      records: 216,
      otherRecords: 1379,
      first: '2016-06-30T21:26:09.000000Z',
      last: '2016-06-30T21:29:51.000000Z',
      spots: [],
    },
    'google-gnss/prsWithPrInMeters.csv': {
      definition: {
        file: csv({ preamble: { lines: 5 }, names: PSEUDORANGES }),
        time: { form: 'gps', week: 'column 14', from: 'column 15', unit: 'ns' },
        channels: [
          { name: 'full_bias_nanos', from: 'column 5', kind: 'word' },
          { name: 'cn0_db_hz', from: 'column 19', kind: 'number' },
        ],
      },
      first: '2016-06-30T21:26:08.397177Z',
      last: '2016-06-30T21:29:50.815787Z',
      spots: [
        [6, 'full_bias_nanos', '-1151285108458180000'],
        [1384, 'cn0_db_hz', 36.4],
      ],
    },
    'google-gnss/ublox-F9K.nmea': {
      definition: {
        file: csv({ names: RMC }),
        only: { from: 'kind', is: ['$GNRMC'] },
        time: { form: 'parts', from: ['date', 'time'], pattern: 'ddMMyy HHmmss.SS', zone: 'UTC' },
        channels: [
          { name: 'latitude_ddmm', from: 'lat', kind: 'number' },
          { name: 'speed_knots', from: 'knots', kind: 'number' },
        ],
      },
      records: 173,
      otherRecords: 4804,
      first: '2020-02-07T02:14:17.000000Z',
      last: '2020-02-07T02:17:09.000000Z',
      spots: [
        [1, 'latitude_ddmm', 3725.58362],
        [4976, 'speed_knots', 12.587],
      ],
    },
    'iss-location/iss-location.jsonl': {
      definition: {
        file: { kind: 'ndjson' },
        time: { form: 'epoch', from: 'timestamp', unit: 's' },
        channels: [
          {
            name: 'latitude',
            from: '/iss_position/latitude',
            kind: 'number',
            role: 'latitude',
            valid: { min: -90, max: 90 },
          },
          { name: 'longitude', from: '/iss_position/longitude', kind: 'number', role: 'longitude' },
          {
            name: 'message',
            from: 'message',
            kind: 'state',
            states: [{ value: 'success', word: 'ok' }],
          },
        ],
      },
      first: '2024-12-30T01:01:18.000000Z',
      last: '2026-07-01T13:08:05.000000Z',
      spots: [
        [1, 'latitude', -8.7063],
        [545, 'longitude', 4.273],
        [1, 'message', 'ok'],
      ],
    },
    'libsbp/short.sbp.json': {
      definition: {
        file: { kind: 'ndjson' },
        only: { from: 'msg_type', is: [258] },
        time: { form: 'gps', week: 'wn', from: 'tow', unit: 'ms' },
        channels: [{ name: 'sender', from: 'sender', kind: 'number' }],
      },
      // Until line 2347 the receiver has no fix, and says week 0.
      records: 3,
      badLines: 185,
      otherRecords: 2194,
      first: '2019-01-28T19:05:31.300000Z',
      last: '2019-01-28T19:05:31.600000Z',
      spots: [],
    },
    'libsbp/serial-link.log.json': {
      definition: {
        file: { kind: 'ndjson' },
        time: { form: 'rfc3339', from: 'time' },
        channels: [
          { name: 'length', from: '/data/length', kind: 'number' },
          { name: 'crc', from: '/data/crc', kind: 'number' },
          { name: 'payload', from: '/data/payload', kind: 'word' },
        ],
      },
      first: '2020-08-28T20:02:28.434434Z',
      last: '2020-08-28T20:02:28.534466Z',
      spots: [
        [1, 'length', 82],
        [1, 'crc', 15453],
        [3, 'length', 34],
      ],
    },
    'rs-monitor/monitorRS.txt': {
      definition: {
        file: csv({ delimiter: 'blanks' }),
        missing: ['NA'],
        time: {
          form: 'parts',
          from: ['date', 'time_launch'],
          pattern: 'yyyy-MM-dd HH:mm:ss',
          zone: 'UTC',
        },
        channels: all('rs-monitor/monitorRS.txt', 'date', 'time_launch'),
      },
      // A line without a time is no record.
      records: 681,
      badLines: 30,
      first: '2018-11-23T11:00:00.000000Z',
      last: '2019-10-22T23:56:46.000000Z',
      spots: [
        [2, 'duration', 4441],
        [712, 'time_end', '01:02:39'],
      ],
    },
    'rs-monitor/radiosonda.txt': {
      definition: {
        file: csv({ delimiter: '\t', comment: '#' }),
        missing: ['NA'],
        time: {
          form: 'parts',
          from: ['Data', 'Hora'],
          pattern: 'yyyy-MM-dd HH:mm:ss',
          zone: 'Europe/Madrid',
        },
        channels: all('rs-monitor/radiosonda.txt', 'Data', 'Hora'),
      },
      records: 4930,
      badLines: 132,
      // Of nine cells with a comment behind the number, one is in a line without a time.
      cellErrors: { sondes: 8 },
      first: '2012-12-01T11:21:53.000000Z',
      last: '2019-11-04T23:30:57.000000Z',
      spots: [
        [2, 'altitud', 26926],
        [2, 'pressio', 18.1],
      ],
    },
    'dronevideomeasure/test_drone_log.csv': {
      definition: {
        file: csv({ encoding: 'latin-1' }),
        time: {
          form: 'pattern',
          from: 'CUSTOM.updateTime',
          pattern: 'yyyy/MM/dd HH:mm:ss.SSS',
          offset: '+02:00',
        },
        channels: all('dronevideomeasure/test_drone_log.csv', 'CUSTOM.updateTime'),
      },
      first: '2018-07-04T07:19:31.701000Z',
      last: '2018-07-04T07:20:50.036000Z',
      spots: [
        [2, 'osd_flycstate', 'EngineStart'],
        [782, 'osd_latitude', 55.507445],
        [782, 'center_battery_voltagecell1_v', 4.01],
      ],
    },
    'oem/LEO_10s.oem': {
      definition: {
        file: csv({
          delimiter: 'blanks',
          preamble: { until: 'META_STOP' },
          comment: 'COMMENT',
          names: ['time', ...STATE_VECTOR],
        }),
        time: {
          form: 'pattern',
          from: 'time',
          pattern: "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
          zone: 'UTC',
        },
        channels: ofNumbers(STATE_VECTOR),
      },
      first: '2020-06-01T12:00:00.000000Z',
      last: '2020-06-01T13:00:00.000000Z',
      spots: [
        [24, 'x', -4706.641952872011],
        [384, 'vz', 5.997323237000519],
      ],
    },
    'oem/sample12_doy.oem': {
      definition: {
        file: csv({
          delimiter: 'blanks',
          preamble: { until: 'META_STOP' },
          comment: 'COMMENT',
          names: ['time', ...STATE_VECTOR],
        }),
        time: { form: 'ordinal', from: 'time' },
        channels: ofNumbers(STATE_VECTOR),
      },
      first: '1996-12-18T12:00:00.331000Z',
      last: '1996-12-18T12:02:00.331000Z',
      spots: [
        [23, 'x', 2789.619],
        [25, 'vz', -1.94687],
      ],
    },
    'granum-cansat/SCALED_IMU.csv': {
      definition: {
        file: csv(),
        time: { form: 'elapsed', from: 'time_boot_ms', unit: 'ms' },
        channels: all('granum-cansat/SCALED_IMU.csv', 'time_boot_ms').map((channel) =>
          'name' in channel && String(channel.name).endsWith('mag')
            ? { ...channel, missing: [32767] }
            : channel,
        ),
      },
      start: '2018-05-22T10:00:00Z',
      missing: { xmag: 2248, ymag: 2248, zmag: 2248 },
      first: '2018-05-22T10:00:15.080000Z',
      last: '2018-05-22T10:05:19.470000Z',
      spots: [
        [2, 'xacc', -316],
        [3, 'zgyro', 1081],
      ],
    },
    'opssat/opssat-cadc.csv': {
      definition: {
        file: csv(),
        missing: ['x'],
        time: { form: 'epoch', from: { column: 1 }, unit: 'ms' },
        // Every name stands one column too far left, so columns are told by their places.
        channels: Array.from({ length: 19 }, (_, i) => ({
          name: `cell${i + 2}`,
          from: { column: i + 2 },
          kind: 'word',
        })),
      },
      records: 398,
      first: '2021-05-15T14:41:54.843000Z',
      last: '2021-05-15T15:15:07.651000Z',
      spots: [
        [2, 'cell2', '0.035682775'],
        [3, 'cell6', '0.79618263'],
      ],
    },
    'opssat/opssat-webmust-labeled.csv': {
      definition: {
        file: csv(),
        time: { form: 'pattern', from: 'TIMESTAMP', pattern: 'yyyy-MM-dd HH:mm:ss', zone: 'UTC' },
        channels: [
          ...ofNumbers(['PD3', 'PD6']),
          ...['STAR_TRACKER_STATE', 'HD_CAMERA_STATE', 'OPTICAL_RX_STATE'].map((from) => ({
            name: from.toLowerCase(),
            from,
            kind: 'state',
            states: [
              { value: 0, word: 'off' },
              { value: 1, word: 'on' },
            ],
          })),
        ],
      },
      records: 10_868,
      first: '2020-11-15T00:34:04.000000Z',
      last: '2020-11-29T22:45:06.000000Z',
      spots: [[10869, 'pd6', 0.0264238]],
    },
  }
}
