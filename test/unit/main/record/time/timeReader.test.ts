import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonNumber } from '../../../../../src/main/record/cells/jsonNumber'
import { MissingValues } from '../../../../../src/main/record/cells/missingValues'
import { timeReader } from '../../../../../src/main/record/time/timeReader'
import { TimeDefinition } from '../../../../../src/shared/telemetry/time'
import { needsFile } from '../../../../helpers/needs'
import { microseconds as referenceMicroseconds } from '../../ingest/reader/reference'
import { fuzzed } from '../../../../helpers/fuzz'

const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters))

const END = Date.UTC(2200, 0, 1) * 1000

/** What a definition makes of the values of its sources: microseconds, or the code of an issue. */
function reads(
  time: object,
  more: { decimal?: '.' | ','; missing?: string[]; startUs?: number } = {},
) {
  const { decimal = '.', missing = [], startUs } = more
  const read = timeReader(TimeDefinition.parse(time), {
    decimal,
    missing: new MissingValues(decimal, missing),
    ...(startUs === undefined ? {} : { startUs }),
  })
  return (...values: unknown[]) => {
    const moment = read(values)
    return typeof moment === 'number' ? moment : moment.code
  }
}

/** The words that it says of them. */
function saysOf(time: object, ...values: unknown[]): string {
  const missing = new MissingValues('.', ['NA'])
  const moment = timeReader(TimeDefinition.parse(time), { decimal: '.', missing })(values)
  return typeof moment === 'number' ? String(moment) : `${moment.path}: ${moment.message}`
}

const micros = (text: string) => {
  const [seconds = '', decimals = ''] = text.replace('Z', '').split('.')
  return Date.parse(`${seconds}Z`) * 1000 + Number(decimals.padEnd(6, '0').slice(0, 6))
}

const pad = (number: number, width: number) => String(number).padStart(width, '0')

describe('rfc3339', () => {
  it('reads what the reference reads, and only text', () => {
    const read = reads({ form: 'rfc3339', from: 't' })
    const text = fc.oneof(
      fc
        .date({ min: new Date(-1e12), max: new Date(8e12), noInvalidDate: true })
        .map((date) => date.toISOString()),
      fc.string({ unit: oneOf('0123456789-:TZ+. '), maxLength: 40 }),
    )
    fc.assert(
      fc.property(text, (value) => {
        expect(read(value)).toBe(value === '' ? 'missing_field' : referenceMicroseconds(value))
      }),
    )
    expect(read(1_700_000_000)).toBe('wrong_type')
    expect(read(new JsonNumber('1700000000'))).toBe('wrong_type')
  })
})

describe('epoch', () => {
  const units = [
    ['s', 1_000_000n, 1n],
    ['ms', 1000n, 1n],
    ['us', 1n, 1n],
    ['ns', 1n, 1000n],
  ] as const

  it.each(units)('in %s is exact to the microsecond in all years', (unit, times, over) => {
    const read = reads({ form: 'epoch', from: 't', unit })
    const decimals = fc.string({
      unit: oneOf('0123456789'),
      minLength: 1,
      maxLength: 12,
    })
    const most = (BigInt(END) * over) / times
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 6n), max: most + 10n ** 6n }),
        decimals,
        fc.boolean(),
        (whole, rest, asNumber) => {
          const text = `${whole}.${rest}`
          const scaled = (BigInt(text.replace('.', '')) * times) / over / 10n ** BigInt(rest.length)
          const wanted = scaled >= 0n && scaled < BigInt(END) ? Number(scaled) + 0 : 'out_of_range'
          expect(read(asNumber ? new JsonNumber(text) : text)).toBe(wanted)
        },
      ),
      { numRuns: fuzzed(5000) },
    )
  })

  it('ends with the year 2199', () => {
    const read = reads({ form: 'epoch', from: 't', unit: 's' })
    expect(read('7258118399.9999999')).toBe(END - 1)
    expect(read('7258118400')).toBe('out_of_range')
    expect(read('-0.000001')).toBe('out_of_range')
    expect(read('1e400')).toBe('out_of_range')
    expect(read(-0)).toBe(0)
  })

  it('says what is none', () => {
    const read = reads({ form: 'epoch', from: 't', unit: 's' }, { missing: ['-1', 'NaN'] })
    expect(['abc', ' 1', '1,5'].map((text) => read(text))).toEqual(
      Array(3).fill('invalid_timestamp'),
    )
    expect([undefined, '', 'NaN', '-1', '-1.0', -1].map((value) => read(value))).toEqual(
      Array(6).fill('missing_field'),
    )
    expect([null, true, {}, []].map((value) => read(value))).toEqual(Array(4).fill('wrong_type'))
    expect(reads({ form: 'epoch', from: 't', unit: 's' }, { decimal: ',' })('1,5')).toBe(1_500_000)
  })
})

describe('gps', () => {
  const week = { form: 'gps', week: 'wn', from: 'tow', unit: 'ms' }

  it.each([
    ['ms', '2038', '155149300', '2019-01-28T19:05:31.3'],
    ['ns', '1903', '422785397177856', '2016-06-30T21:26:08.397177'],
    ['s', '1903', '423007.815787008', '2016-06-30T21:29:50.815787'],
    ['s', '2347', '604799.9999999', '2025-01-04T23:59:41.999999'],
    ['s', '2348', '0', '2025-01-04T23:59:42'],
    ['ms', '1024', '0', '1999-08-21T23:59:47'],
  ])('in %s reads week %s and %s', (unit, wn, tow, wanted) => {
    expect(reads({ ...week, unit })(wn, tow)).toBe(micros(wanted))
    expect(reads({ ...week, unit })(Number(wn), new JsonNumber(tow))).toBe(micros(wanted))
  })

  it('reads what is counted since 1980 without a week', () => {
    const read = reads({ form: 'gps', from: 't', unit: 's' })
    expect(read('1232737549.3')).toBe(micros('2019-01-28T19:05:31.3'))
    expect(read('-1')).toBe('invalid_timestamp')
    expect(read('599')).toBe('invalid_timestamp')
  })

  it('passes over each leap second, which has no place', () => {
    const read = reads({ form: 'gps', from: 't', unit: 's' })
    // 2016-12-31T23:59:59, the leap second, and midnight.
    expect(read('1167264016.999999')).toBe(micros('2016-12-31T23:59:59.999999'))
    expect(read('1167264017')).toBe('invalid_timestamp')
    expect(read('1167264017.999999')).toBe('invalid_timestamp')
    expect(read('1167264018')).toBe(micros('2017-01-01T00:00:00'))
    expect(saysOf({ form: 'gps', from: 't', unit: 's' }, '1167264017')).toMatch(/is a leap second/)
  })

  const list = '/usr/share/zoneinfo/leap-seconds.list'
  it("agrees with the system's own list of leap seconds", needsFile(list), () => {
    const read = reads({ form: 'gps', from: 't', unit: 'us' })
    const rows = readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split(/\s+/).map(Number))
    const TAI_OF_GPS = 19
    let checked = 0
    for (const [since1900 = 0, taiAhead = 0] of rows) {
      const midnight = (since1900 - 2_208_988_800) * 1_000_000
      const gps = midnight - Date.UTC(1980, 0, 6) * 1000 + (taiAhead - TAI_OF_GPS) * 1_000_000
      if (gps < 7 * 86_400e6) continue
      checked += 1
      expect(read(String(gps))).toBe(midnight)
      expect(read(String(gps - 1))).toBe('invalid_timestamp')
      expect(read(String(gps - 1_000_001))).toBe(midnight - 1)
    }
    expect(checked).toBe(18)
  })

  it('says what is none', () => {
    const read = reads(week)
    expect(read('2038', '604800000')).toBe('invalid_timestamp')
    expect(read('2038', '-1')).toBe('invalid_timestamp')
    expect(read('2038.5', '1')).toBe('invalid_timestamp')
    expect(read('', '1')).toBe('missing_field')
    expect(read('2038', undefined)).toBe('missing_field')
    expect(read('99999', '1')).toBe('out_of_range')
    expect(read('11480', '1')).toBe('out_of_range')
    expect(saysOf(week, '0', '600')).toBe(
      'wn: "wn" and "tow" is in the GPS week 0: the receiver did not know the time yet',
    )
  })
})

describe('ordinal', () => {
  const read = reads({ form: 'ordinal', from: 't' })
  const inTwo = reads({ form: 'ordinal', from: ['y', 'd'] })

  it('takes the days that Date takes, and no others', () => {
    for (let year = 1970; year < 2200; year += 1) {
      for (const day of [1, 59, 60, 61, 365, 366, 367]) {
        const time = Date.UTC(year, 0, day)
        const wanted = new Date(time).getUTCFullYear() === year ? time * 1000 : 'invalid_timestamp'
        expect(read(`${year}-${pad(day, 3)}T00:00:00Z`)).toBe(wanted)
        expect(inTwo(String(year), String(day))).toBe(wanted)
      }
    }
  })

  it.each([
    ['1996-353T12:00:00.331', '1996-12-18T12:00:00.331'],
    ['1996-353T12:00:00', '1996-12-18T12:00:00'],
    ['2024-366T23:59:59.9999999Z', '2024-12-31T23:59:59.999999'],
  ])('reads %s', (text, wanted) => expect(read(text)).toBe(micros(wanted)))

  it.each([
    '1996-353',
    '1996-353 12:00:00',
    '1996-53T12:00:00',
    '1996-353T12:00:00.',
    '1996-353T12:00',
    '1996-353T12:00:00z',
    '1996-353T12:00:00+00:00',
    '1996-000T12:00:00',
    '1996-353T24:00:00',
    '1996-353T12:60:00',
    '2016-366T23:59:60',
    '1996-353T12:00:00Z ',
  ])('refuses %s', (text) => expect(read(text)).toBe('invalid_timestamp'))

  it('reads the decimals of a day exactly', () => {
    expect(inTwo('2024', '60.5')).toBe(micros('2024-02-29T12:00:00'))
    expect(inTwo(2024, 60)).toBe(micros('2024-02-29T00:00:00'))
    const decimals = fc.string({
      unit: oneOf('0123456789'),
      minLength: 1,
      maxLength: 25,
    })
    fc.assert(
      fc.property(decimals, (rest) => {
        const cut = (BigInt(rest) * 86_400_000_000n) / 10n ** BigInt(rest.length)
        expect(inTwo('1970', `1.${rest}`)).toBe(Number(cut))
      }),
    )
    expect(
      ['60.', '.5', '60.5x', '0', '-1', '1234', 'a', '6O'].map((day) => inTwo('2024', day)),
    ).toEqual(Array(8).fill('invalid_timestamp'))
    expect(inTwo('24', '1')).toBe('invalid_timestamp')
    expect(inTwo('2200', '1')).toBe('out_of_range')
    expect(inTwo('1969', '365')).toBe('out_of_range')
  })
})

const pattern = (text: string, more: object = { zone: 'UTC' }) =>
  reads({ form: 'pattern', from: 't', pattern: text, ...more })

describe('pattern and parts', () => {
  it.each([
    ['yyyy/MM/dd HH:mm:ss.SSS', '2018/07/04 09:19:31.701', '2018-07-04T09:19:31.701'],
    ['yyyy-MM-ddTHH:mm:ss.SSS', '2020-06-01T12:00:10.000000', '2020-06-01T12:00:10'],
    ['yyyy-MM-ddTHH:mm:ss.SSS', '2020-06-01T12:00:10.1234569', '2020-06-01T12:00:10.123456'],
    ['yyyy-MM-dd', '2012-08-07', '2012-08-07T00:00:00'],
    ['d. '.replace('d', 'dd') + 'MM yyyy', '7. 8 2012', '2012-08-07T00:00:00'],
    ['yyyyDDDHHmmssSSS', '2024060235959123', '2024-02-29T23:59:59.123'],
    ['HH:mm:ss SSS yyyy-MM-dd', '10:50:00 045 2018-11-23', '2018-11-23T10:50:00.045'],
    ['yyyyMMdd HH', '20240229 7', '2024-02-29T07:00:00'],
    ["'Sol' dd.MM.yy ''UTC''", "Sol 01.02.69 'UTC'", '2069-02-01T00:00:00'],
    ['dd.MM.yy', '01.02.70', '1970-02-01T00:00:00'],
    ['yyyy-MM-dd HH:mm:ss,SSS', '2024-01-01 00:00:00,5', '2024-01-01T00:00:00.5'],
  ])('reads by %s', (letters, text, wanted) => expect(pattern(letters)(text)).toBe(micros(wanted)))

  it.each([
    ['yyyy-MM-dd', '2023-02-29'],
    ['yyyy-MM-dd', '2023-02-28 '],
    ['yyyy-MM-dd', ' 2023-02-28'],
    ['yyyy-MM-dd', '2023-02-28T00:00:00'],
    ['yyyy-MM-dd', '2023/02/28'],
    ['yyyy-MM-dd', '23-02-28'],
    ['yyyy-MM-dd', '2023-002-28'],
    ['yyyyMMdd', '2023228'],
    ['HH:mm:ss SSS yyyy-MM-dd', '10:50:00 45 2018-11-23'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2023-02-28 00:00:00.'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2023-02-28 00:00:00'],
    ['yyyy-MM-dd HH:mm', '2023-02-28 24:00'],
    ['yyyy-MM-dd HH:mm:ss', '2016-12-31 23:59:60'],
    ['yyyy-MM-dd HH:mm:ss', '2016-12-31 23:59:61'],
    ['yyyy-DDD', '2023-366'],
    ['yyyy-DDD', '2023-0'],
  ])('by %s refuses %j', (letters, text) =>
    expect(pattern(letters)(text)).toBe('invalid_timestamp'),
  )

  it('agrees with Date in all years, at any offset, with any decimals', () => {
    const offset = fc.integer({ min: -1439, max: 1439 })
    const moment = fc.integer({ min: -86_400, max: END / 1e6 + 86_400 })
    const decimals = fc.string({
      unit: oneOf('0123456789'),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(moment, offset, decimals, (seconds, minutes, rest) => {
        const local = new Date((seconds + minutes * 60) * 1000).toISOString()
        const said = `${minutes < 0 ? '-' : '+'}${pad(Math.trunc(Math.abs(minutes) / 60), 2)}:${pad(Math.abs(minutes) % 60, 2)}`
        const read = pattern('yyyy-MM-dd HH:mm:ss.SSS', { offset: said })
        const cut = Number(rest.padEnd(6, '0').slice(0, 6))
        const wanted = seconds >= 0 && seconds < END / 1e6 ? seconds * 1e6 + cut : 'out_of_range'
        expect(read(`${local.slice(0, 10)} ${local.slice(11, 19)}.${rest}`)).toBe(wanted)
      }),
      { numRuns: fuzzed(5000) },
    )
  })

  it('reads a zone whose clocks are set forward and back, and never guesses', () => {
    const read = pattern('yyyy-MM-dd HH:mm:ss', { zone: 'Europe/Madrid' })
    expect(read('2018-07-04 09:19:31')).toBe(micros('2018-07-04T07:19:31'))
    expect(read('2018-01-04 09:19:31')).toBe(micros('2018-01-04T08:19:31'))
    expect(read('2018-03-25 01:59:59')).toBe(micros('2018-03-25T00:59:59'))
    expect(read('2018-03-25 02:00:00')).toBe('invalid_timestamp')
    expect(read('2018-03-25 02:59:59')).toBe('invalid_timestamp')
    expect(read('2018-03-25 03:00:00')).toBe(micros('2018-03-25T01:00:00'))
    expect(read('2018-10-28 01:59:59')).toBe(micros('2018-10-27T23:59:59'))
    expect(read('2018-10-28 02:00:00')).toBe('invalid_timestamp')
    expect(read('2018-10-28 02:59:59')).toBe('invalid_timestamp')
    expect(read('2018-10-28 03:00:00')).toBe(micros('2018-10-28T02:00:00'))
    const time = { form: 'pattern', from: 't', pattern: 'yyyy-MM-dd HH:mm', zone: 'Europe/Madrid' }
    expect(saysOf(time, '2018-10-28 02:30')).toMatch(/^t: "t" came twice/)
    expect(saysOf(time, '2018-03-25 02:30')).toMatch(/does not exist/)
    expect(saysOf(time, '2018-03-25')).toBe('t: "t" is not written as "yyyy-MM-dd HH:mm"')
  })

  it('reads a zone as its clock is shown by Intl, but where that is shown twice', () => {
    for (const zone of [
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Africa/Monrovia',
    ]) {
      const read = pattern('yyyy-MM-dd HH:mm:ss', { zone })
      const clock = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      })
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
          const shown = clock.format(seconds * 1000)
          const isTwice = [1800, 3600].some((far) =>
            [far, -far].some((away) => clock.format((seconds + away) * 1000) === shown),
          )
          fc.pre(shown >= '1970-01-02')
          expect(read(shown)).toBe(isTwice ? 'invalid_timestamp' : seconds * 1e6)
        }),
        { numRuns: fuzzed(300) },
      )
    }
  })

  it('reads parts that are joined by blanks', () => {
    const six = reads({
      form: 'parts',
      from: ['y', 'm', 'd', 'h', 'min', 's'],
      pattern: 'yyyy MM dd HH mm ss',
      zone: 'UTC',
    })
    expect(six('2022', '6', '24', '15', '17', '16')).toBe(micros('2022-06-24T15:17:16'))
    expect(six(2022, 6, 24, 15, 17, 6)).toBe(micros('2022-06-24T15:17:06'))
    expect(six('2022', '6', '24', '15', '', '16')).toBe('missing_field')
    const two = {
      form: 'parts',
      from: ['date', { column: 6 }],
      pattern: 'yyyy-MM-dd HH:mm:ss',
      offset: '+01:00',
    }
    expect(reads(two)('2018-11-23', '11:00:00')).toBe(micros('2018-11-23T10:00:00'))
    expect(saysOf(two, '2018-11-23', 'NA')).toBe(
      'column 6: "column 6" has no value: it holds what is listed as missing',
    )
    expect(saysOf(two, '2018-11-23', '11')).toMatch(
      /^date: "date" and "column 6" is not written, joined by single spaces, as/,
    )
    const nmea = reads({
      form: 'parts',
      from: [{ column: 10 }, { column: 2 }],
      pattern: 'ddMMyy HHmmss.SSS',
      zone: 'UTC',
    })
    expect(nmea('070220', '021417.00')).toBe(micros('2020-02-07T02:14:17'))
  })
})

describe('elapsed', () => {
  const startUs = micros('2020-01-01T00:00:00')

  it('counts on from its start, and back', () => {
    const read = reads({ form: 'elapsed', from: 't', unit: 's' }, { startUs })
    expect(read('129.01213194')).toBe(startUs + 129_012_131)
    expect(read('-0.3000009')).toBe(startUs - 300_000)
    expect(read(0)).toBe(startUs)
    expect(read('1e12')).toBe('out_of_range')
    expect(read('-1e12')).toBe('out_of_range')
    expect(read('-')).toBe('invalid_timestamp')
    expect(reads({ form: 'elapsed', from: 't', unit: 'ms' }, { startUs })('15080')).toBe(
      startUs + 15_080_000,
    )
  })

  it('can not be read without one', () => {
    expect(() => reads({ form: 'elapsed', from: 't', unit: 's' })).toThrow(/need one/)
  })
})
