import { describe, expect, it } from 'vitest'
import { LineJudge } from '../../../../../src/main/ingest/inbox/lineJudge'
import { mk1Line } from '../../../../helpers/packages'
import { readPackage } from '../../../../helpers/readPackage'

const judge = new LineJudge()
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
    const verdict = judge.judge('jackal_mk1', line)
    expect(verdict.issues).toEqual(errors[0]?.issues ?? null)
    const [record] = records
    if (verdict.values === null || record === undefined) return
    const judged = judge.recordOf('jackal_mk1', verdict.values)
    const { line: _line, timestampUs, instruments, ...values } = record
    expect(judged).toMatchObject({ timestampUs, values })
    expect(Object.fromEntries(judged.instruments.map(({ name, word }) => [name, word]))).toEqual(
      instruments,
    )
  })

  it('takes no text that would be more than one line', () => {
    expect(judge.judge('jackal_mk1', good.replace(',', ',\n')).issues).toMatchObject([
      { path: '', code: 'invalid_json' },
    ])
  })

  it('takes no half characters, which would be stored as others', () => {
    expect(judge.judge('jackal_mk1', good.replace('ok', '\ud800')).issues).toMatchObject([
      { path: '', code: 'invalid_utf8' },
    ])
  })

  it('says so when it does not know the type', () => {
    expect(() => judge.judge('heron_mk9', good)).toThrow('heron_mk9')
  })
})
