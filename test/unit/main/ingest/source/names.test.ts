import { describe, expect, it } from 'vitest'
import { freeNames, isPrivateName, privateName } from '../../../../../src/main/ingest/source/names'

const identity = {
  sizeBytes: 10,
  device: '1',
  inode: '2',
  mtimeNs: '1700000000000000001',
  ctimeNs: '1700000000000000002',
}

const firstThree = (name: string): string[] => [...freeNames(name)].slice(0, 3)

describe('freeNames', () => {
  it.each([
    ['pass.jsonl', ['pass.jsonl', 'pass (2).jsonl', 'pass (3).jsonl']],
    ['pass', ['pass', 'pass (2)', 'pass (3)']],
    ['a.tar.gz', ['a.tar.gz', 'a.tar (2).gz', 'a.tar (3).gz']],
    ['.hidden', ['.hidden', '.hidden (2)', '.hidden (3)']],
  ])('numbers %s', (name, expected) => {
    expect(firstThree(name)).toEqual(expected)
  })

  it.each(['x'.repeat(255), `${'ü'.repeat(124)}.jsonl`, '🛰'.repeat(63)])(
    'stays within 255 bytes and whole characters: %s',
    (name) => {
      for (const each of firstThree(name)) {
        expect(Buffer.byteLength(each)).toBeLessThanOrEqual(255)
        expect(each).not.toMatch(/\p{Surrogate}/u)
      }
      expect(new Set(firstThree(name)).size).toBe(3)
    },
  )

  it('stays within 255 bytes where the ending alone is longer', () => {
    const long = `a.${'x'.repeat(253)}`
    for (const each of firstThree(long)) expect(Buffer.byteLength(each)).toBeLessThanOrEqual(255)
    expect(new Set(firstThree(long)).size).toBe(3)
  })

  it('ends', () => {
    expect([...freeNames('a')]).toHaveLength(1_000)
  })
})

describe('privateName', () => {
  it('is short, hidden and recognised, whatever the name', () => {
    const name = privateName(12, 'x'.repeat(255), identity)
    expect(name).toMatch(/^\.downlink-12-[0-9a-f]{16}$/)
    expect(isPrivateName(name)).toBe(true)
  })

  it('is not what a package may be called', () => {
    for (const name of ['pass.jsonl', '.downlink-1', '.downlink-1-xyz', '.hidden']) {
      expect(isPrivateName(name)).toBe(false)
    }
  })
})
