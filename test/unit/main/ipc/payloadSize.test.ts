import { describe, expect, it } from 'vitest'
import { isOversized } from '../../../../src/main/ipc/payloadSize'

describe('isOversized', () => {
  it('lets every ordinary message through', () => {
    expect(isOversized(undefined)).toBe(false)
    expect(isOversized({ fileId: 1, action: 'pause' })).toBe(false)
    expect(
      isOversized({ paths: Array.from({ length: 10_000 }, (_, n) => `/data/${n}.json`) }),
    ).toBe(false)
  })

  it.each<[string, unknown]>([
    ['a long text', 'x'.repeat(600)],
    ['a long key', { ['x'.repeat(600)]: 1 }],
    ['bytes', new Uint8Array(1_100)],
    ['a buffer', { inside: new ArrayBuffer(1_100) }],
    ['a long list', Array.from({ length: 200 }, () => 0)],
    ['a long empty list', Array.from({ length: 200 })],
    ['a map', new Map([['key', 'x'.repeat(600)]])],
    ['a set', new Set(['x'.repeat(600)])],
    ['many small texts', Array.from({ length: 50 }, () => 'x'.repeat(10))],
  ])('finds %s', (_what, payload) => {
    expect(isOversized(payload, 1_000)).toBe(true)
    expect(isOversized(payload, 10_000)).toBe(false)
  })

  it('ends on a message that holds itself', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect(isOversized(loop)).toBe(false)
  })

  it('does not fall over a deep message', () => {
    let deep: unknown = 1
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep]
    expect(isOversized(deep)).toBe(false)
    expect(isOversized(deep, 100_000)).toBe(true)
  })
})
