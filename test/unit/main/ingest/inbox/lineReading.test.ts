import { describe, expect, it } from 'vitest'
import { builtInReading } from '../../../../helpers/definitions'
import { mk1Line } from '../../../../helpers/packages'
import { readPackage } from '../../../../helpers/readPackage'

const reading = builtInReading('jackal_mk1')
const good = mk1Line(7)

describe('the judge', () => {
  it.each([
    good,
    good.replace('"ok"', '""'),
    good.replace('"velocity"', '"vel"'),
    '{"timestamp":"2023-02-30T00:00:00Z"}',
    '[1]',
    '{"a":NaN}',
    '{"velocity":1e999}',
    '\u{feff}{}',
  ])('says of %s what the reader says', (line) => {
    const { records, errors } = readPackage('jackal_mk1', [line])
    const verdict = reading.judge(2, line)
    expect(verdict.issues).toEqual(errors[0]?.issues ?? null)
    const [record] = records
    if (verdict.values === null || record === undefined) return
    const { timestampUs, instruments, velocity, altitude, latitude, longitude } = record
    expect(verdict.values).toEqual({
      timestampUs,
      numbers: [velocity, altitude, latitude, longitude],
      words: Object.values(instruments),
    })
  })

  it('takes no text that would be more than one line', () => {
    expect(reading.judge(2, good.replace(',', ',\n')).issues).toMatchObject([
      { path: '', code: 'invalid_json' },
    ])
  })

  it('takes no half characters, which would be stored as others', () => {
    expect(reading.judge(2, good.replace('ok', '\ud800')).issues).toMatchObject([
      { path: '', code: 'invalid_utf8' },
    ])
  })
})
