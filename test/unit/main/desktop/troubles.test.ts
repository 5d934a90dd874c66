import { describe, expect, it } from 'vitest'
import type { Alert, Outcomes } from '#shared/status'
import { troublesBetween } from '../../../../src/main/desktop/troubles'

const full: Alert = { code: 'disk_full', message: 'The disk is full.' }

function facts(failed: number, alert: Alert | null = null) {
  const none = { count: 0, last: null }
  const last = { fileId: failed, name: `${failed}.json`, message: 'No type fits.' }
  const outcomes: Outcomes = {
    failed: failed === 0 ? none : { count: failed, last },
    flawed: none,
    returned: none,
  }
  return { outcomes, alert }
}

describe('troublesBetween', () => {
  it('has each package that was held since', () => {
    expect(troublesBetween(facts(2), facts(2))).toEqual([])
    expect(troublesBetween(facts(2), facts(5))).toEqual([
      { title: '5.json is held', body: 'No type fits.', fileId: 5, count: 3 },
    ])
  })

  it('shows what a name would hide', () => {
    const now = facts(1)
    const last = { fileId: 1, name: 'a\u202Eb\n.json', message: 'bad \u001B[1m' }
    const failed = { count: 1, last }
    const [trouble] = troublesBetween(null, { ...now, outcomes: { ...now.outcomes, failed } })
    expect(trouble).toMatchObject({ title: 'a‹RLO›b␊.json is held', body: 'bad ␛[1m' })
  })

  it('has an alert once, whatever its words become', () => {
    const told = { title: 'Downlink needs you', body: full.message, fileId: null, count: 1 }
    expect(troublesBetween(facts(0), facts(0, full))).toEqual([told])
    const more = { ...full, message: 'The disk is full. 1 GB is needed.' }
    expect(troublesBetween(facts(0, full), facts(0, more))).toEqual([])
    expect(troublesBetween(facts(0, full), facts(0))).toEqual([])
    expect(troublesBetween(facts(0), facts(0, full))).toEqual([told])
  })

  it('has at the first look what came up while it started', () => {
    expect(troublesBetween(null, facts(1, full)).map(({ fileId }) => fileId)).toEqual([1, null])
  })
})
