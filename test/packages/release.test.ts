import { expect, it } from 'vitest'
import { refuseStandIn } from '../../scripts/package/release.js'

it('no release is made on the Electron that stands in, but a trial is', () => {
  const standIn = { isFallback: true, version: '33.2.1' }
  expect(() => refuseStandIn(standIn, { trial: false })).toThrow(
    /^No release is made on Electron 33/,
  )
  expect(() => refuseStandIn(standIn, { trial: true })).not.toThrow()
  const current = { isFallback: false, version: '45.4.1' }
  expect(() => refuseStandIn(current, { trial: false })).not.toThrow()
})
