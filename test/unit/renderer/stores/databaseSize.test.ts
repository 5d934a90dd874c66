import { expect, it } from 'vitest'
import { databaseSize } from '../../../../src/renderer/stores/station/station'

it('counts what was stored last, which lies in the write-ahead log', () => {
  const storage = {
    databasePath: '/d.db',
    databaseBytes: 32_768,
    walBytes: 20_000_000,
    freeBytes: 9,
  }
  expect(databaseSize(storage)).toBe(20_032_768)
})
