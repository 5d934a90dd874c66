import { describe, expect, it } from 'vitest'
import { startOf } from '../../../../../src/main/record/time/startReader'

const start = Date.UTC(2021, 4, 15, 14, 41, 50) * 1000

describe('startOf', () => {
  it.each([
    ['data_2021-05-15_14-41-50.csv', start],
    ['2021-05-15_14-41-50', start],
    ['run 9999-99-99_00-00-00 of 2021-05-15_14-41-50.csv', start],
    ['data_12021-05-15_14-41-50.csv', null],
    ['data_2021-05-15_14-41-501.csv', null],
    ['data_2021-05-15.csv', null],
    ['', null],
  ])("finds it in the file's name %j", (name, wanted) =>
    expect(startOf({ name: 'yyyy-MM-dd_HH-mm-ss', zone: 'UTC' }, name)).toBe(wanted),
  )

  it('reads what the header says', () => {
    expect(startOf({ header: 't0' }, '2021-05-15T16:41:50+02:00')).toBe(start)
    expect(
      startOf(
        { header: 't0', pattern: 'dd.MM.yyyy HH:mm:ss', offset: '+02:00' },
        '15.5.2021 16:41:50',
      ),
    ).toBe(start)
    expect(
      [undefined, null, {}, '', 'soon'].map((said) => startOf({ header: 't0' }, said)),
    ).toEqual(Array(5).fill(null))
  })
})
