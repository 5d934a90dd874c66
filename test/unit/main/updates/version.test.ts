import { expect, it } from 'vitest'
import { isNewer } from '../../../../src/main/updates/version'

it.each([
  ['0.1.1', '0.1.0', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', false],
  ['0.9.9', '0.10.0', false],
  ['01.0.0', '1.0.0', false],
  // No release has such a version.
  ['2.0', '1.0.0', false],
  ['2.0.0-rc1', '1.0.0', false],
  ['999999999999.0.0', '1.0.0', false],
  ['', '1.0.0', false],
  ['2.0.0', 'dev', false],
])('%s is newer than %s: %s', (one, other, expected) => expect(isNewer(one, other)).toBe(expected))
