import { describe, expect, it } from 'vitest'
import type { FileIdentity } from '../../../../../src/main/record/identity'
import { Arrivals } from '../../../../../src/main/ingest/watcher/arrival'
import { NOT_UTF8 } from '../../../../../src/main/ingest/watcher/eligible'

function identity(change: Partial<FileIdentity> = {}): FileIdentity {
  return { sizeBytes: 1, device: '1', inode: '1', mtimeNs: '1', ctimeNs: '1', ...change }
}

/** A look that takes no time. */
const at = (now: number) => ({ askedAt: now, answeredAt: now })

describe('arrival', () => {
  it.each<[string, [number, Partial<FileIdentity>][], number | null]>([
    ['seen once', [[0, {}]], null],
    [
      'unchanged for the quiet time',
      [
        [0, {}],
        [2_000, {}],
      ],
      2_000,
    ],
    [
      'unchanged, but not long enough',
      [
        [0, {}],
        [1_999, {}],
      ],
      null,
    ],
    [
      'growing with pauses shorter than the quiet time',
      [
        [0, {}],
        [1_500, { sizeBytes: 2 }],
        [3_000, { sizeBytes: 3 }],
        [4_900, { sizeBytes: 3 }],
      ],
      null,
    ],
    [
      'grown, then quiet',
      [
        [0, {}],
        [1_500, { sizeBytes: 2 }],
        [3_500, { sizeBytes: 2 }],
      ],
      3_500,
    ],
    [
      'preallocated: its size stays, its mtime moves',
      [
        [0, {}],
        [2_000, { mtimeNs: '2' }],
        [4_000, { mtimeNs: '3' }],
        [5_999, { mtimeNs: '3' }],
      ],
      null,
    ],
    [
      'replaced by a file of the same size and time',
      [
        [0, {}],
        [2_000, { inode: '2' }],
        [4_000, { inode: '2' }],
      ],
      4_000,
    ],
  ])('%s', (_what, looks, arrivedAt) => {
    const arrivals = new Arrivals(2_000)
    const arrived = looks.filter(([now, change]) => arrivals.see('a', identity(change), at(now)))
    expect(arrived.map(([now]) => now)).toEqual(arrivedAt === null ? [] : [arrivedAt])
  })

  it('is told once', () => {
    const arrivals = new Arrivals(2_000)
    const looks = [0, 2_000, 4_000, 6_000]
    expect(looks.map((now) => arrivals.see('a', identity(), at(now)))).toEqual([
      false,
      true,
      false,
      false,
    ])
  })

  it.each<[string, Partial<FileIdentity>]>([
    ['grew', { sizeBytes: 2 }],
    ['was rewritten with its old size', { mtimeNs: '2' }],
    ['was rewritten with its old size and time', { ctimeNs: '2' }],
    ['was replaced', { inode: '2' }],
  ])('is told again after the file %s and was quiet', (_how, change) => {
    const arrivals = new Arrivals(2_000)
    arrivals.see('a', identity(), at(0))
    arrivals.see('a', identity(), at(2_000))
    expect(arrivals.see('a', identity(change), at(3_000))).toBe(false)
    expect(arrivals.arrivingCount).toBe(1)
    expect(arrivals.see('a', identity(change), at(5_000))).toBe(true)
  })

  it('is told again for the same name after it was gone', () => {
    const arrivals = new Arrivals(2_000)
    arrivals.see('a', identity(), at(0))
    arrivals.see('a', identity(), at(2_000))
    arrivals.gone('a')
    expect(arrivals.see('a', identity(), at(3_000))).toBe(false)
    expect(arrivals.see('a', identity(), at(5_000))).toBe(true)
  })

  it('is not taken from a look that was asked for before the file was quiet', () => {
    const arrivals = new Arrivals(2_000)
    // A busy disk: the first answer took three seconds, so it may be as new as that.
    arrivals.see('a', identity(), { askedAt: 0, answeredAt: 3_000 })
    expect(arrivals.see('a', identity(), { askedAt: 3_001, answeredAt: 6_000 })).toBe(false)
    expect(arrivals.see('a', identity(), at(5_000))).toBe(true)
  })

  it('follows a quiet time that is changed meanwhile', () => {
    const arrivals = new Arrivals(60_000)
    arrivals.see('a', identity(), at(0))
    arrivals.quietMs = 100
    expect(arrivals.nextDue()).toBe(100)
    expect(arrivals.see('a', identity(), at(100))).toBe(true)
  })

  it('is not told of a file that is known already, until that changes', () => {
    const arrivals = new Arrivals(2_000)
    arrivals.acknowledge('a', identity())
    expect(arrivals.see('a', identity(), at(0))).toBe(false)
    expect(arrivals.arrivingCount).toBe(0)
    expect(arrivals.see('a', identity({ sizeBytes: 2 }), at(0))).toBe(false)
    expect(arrivals.see('a', identity({ sizeBytes: 2 }), at(2_000))).toBe(true)
  })
})

describe('due', () => {
  it('names what has been quiet long enough, and when the next one will be', () => {
    const arrivals = new Arrivals(1_000)
    arrivals.see('a', identity(), at(0))
    arrivals.see('b', identity(), at(400))
    arrivals.see('c', identity(), at(800))
    arrivals.see('a', identity({ sizeBytes: 2 }), at(900))
    expect(arrivals.nextDue()).toBe(1_400)
    expect(arrivals.due(1_399)).toEqual([])
    expect(arrivals.due(1_800)).toEqual(['b', 'c'])
  })

  it('is nothing when nothing is arriving', () => {
    expect(new Arrivals(1_000).nextDue()).toBeNull()
  })
})

describe('a reading of the whole folder', () => {
  it('ends with the files that it did not come across', () => {
    const arrivals = new Arrivals(1_000)
    arrivals.see('announced', identity(), at(0))
    arrivals.see('announced', identity(), at(1_000))
    arrivals.see('arriving', identity(), at(1_000))
    arrivals.see('stays', identity(), at(1_000))
    arrivals.ignore('.hidden', 'hidden')
    arrivals.ignore('.stays', 'hidden')
    arrivals.startRound()
    arrivals.see('stays', identity(), at(1_500))
    arrivals.see('came meanwhile', identity(), at(1_500))
    arrivals.ignore('.stays', 'hidden')
    expect(arrivals.endRound().toSorted()).toEqual(['announced', 'arriving'])
    expect(arrivals.ignored(10)).toEqual([{ name: '.stays', reason: 'hidden' }])
  })
})

describe('a folder that went and came back', () => {
  it('may be another disk: files that look the same are told again', () => {
    const arrivals = new Arrivals(1_000)
    arrivals.see('a', identity(), at(0))
    arrivals.see('a', identity(), at(1_000))
    arrivals.see('b', identity(), at(1_000))
    arrivals.folderGone()
    expect(arrivals.arrivingCount).toBe(0)
    expect(arrivals.see('a', identity(), at(5_000))).toBe(false)
    expect(arrivals.see('a', identity(), at(6_000))).toBe(true)
  })
})

describe('a disk that keeps whole seconds', () => {
  it('is given two of them to show a change, however short the quiet time is', () => {
    const arrivals = new Arrivals(200)
    const seen = identity({ mtimeNs: '1796000000000000000', ctimeNs: '1796000000000000000' })
    arrivals.see('a', seen, at(0))
    expect(arrivals.nextDue()).toBe(2_000)
    expect(arrivals.see('a', seen, at(1_999))).toBe(false)
    expect(arrivals.see('a', seen, at(2_000))).toBe(true)
  })

  it('is no disk where only a program has set the time of writing', () => {
    const arrivals = new Arrivals(200)
    const seen = identity({ mtimeNs: '1796000000000000000', ctimeNs: '1796000000123456789' })
    arrivals.see('a', seen, at(0))
    expect(arrivals.see('a', seen, at(200))).toBe(true)
  })
})

describe('lists', () => {
  it('are cut, and counted whole', () => {
    const arrivals = new Arrivals(1_000)
    for (let number = 0; number < 150; number += 1) {
      arrivals.see(`f${number}`, identity({ sizeBytes: number }), at(number))
      arrivals.ignore(`.h${number}`, 'hidden')
    }
    expect(arrivals.arriving(200, 100)).toHaveLength(100)
    expect(arrivals.arriving(200, 1)).toEqual([{ name: 'f0', sizeBytes: 0, quietForMs: 200 }])
    expect(arrivals.arrivingCount).toBe(150)
    expect(arrivals.ignored(100)).toHaveLength(100)
    expect(arrivals.ignoredCount).toBe(150)
  })

  it('have what is in trouble first: it decides how a run ends', () => {
    const arrivals = new Arrivals(1_000)
    for (let number = 0; number < 150; number += 1) arrivals.ignore(`.h${number}`, 'hidden')
    arrivals.ignore('.later', 'hidden')
    arrivals.ignore('\\xff', NOT_UTF8)
    expect(arrivals.ignored(2)).toEqual([
      { name: '\\xff', reason: NOT_UTF8 },
      { name: '.h0', reason: 'hidden' },
    ])
    expect(arrivals.ignoredCount).toBe(152)
    arrivals.ignore('\\xff', 'hidden')
    expect(arrivals.ignored(1)).toEqual([{ name: '.h0', reason: 'hidden' }])
    arrivals.startRound()
    arrivals.ignore('.h1', NOT_UTF8)
    arrivals.endRound()
    expect(arrivals.ignored(2)).toEqual([{ name: '.h1', reason: NOT_UTF8 }])
  })
})
