import { describe, expect, it } from 'vitest'
import {
  NOT_SOONER_MS,
  nothingTold,
  tell,
  type Telling,
} from '../../../../src/main/desktop/telling'
import type { Trouble } from '../../../../src/main/desktop/troubles'

const held = (fileId: number, count = 1): Trouble => ({
  title: `${fileId}.json is held`,
  body: 'No type fits.',
  fileId,
  count,
})
const alert: Trouble = {
  title: 'Downlink needs you',
  body: 'The disk is full.',
  fileId: null,
  count: 1,
}

/** Tells with a clock that goes by itself: from one step to the next so many milliseconds pass. */
function clock() {
  let telling: Telling = nothingTold
  let nowMs = 1_000
  return (afterMs: number, news: readonly Trouble[], inFront = false) => {
    nowMs += afterMs
    const told = tell(telling, news, { nowMs, inFront })
    telling = told.telling
    return {
      words: told.words === null ? null : `${told.words.title}: ${told.words.body}`,
      fileId: told.words?.fileId,
      nextInMs: told.nextAtMs === null ? null : told.nextAtMs - nowMs,
    }
  }
}

describe('tell', () => {
  it('tells the first at once, and leads to its package', () => {
    expect(clock()(0, [held(7)])).toEqual({
      words: '7.json is held: No type fits.',
      fileId: 7,
      nextInMs: null,
    })
  })

  it('tells no more than once a minute, and then all that came since in one', () => {
    const step = clock()
    step(0, [held(1)])
    expect(step(100, [held(2)])).toMatchObject({ words: null, nextInMs: NOT_SOONER_MS - 100 })
    expect(step(59_899, [held(3, 13)])).toMatchObject({ words: null, nextInMs: 1 })
    expect(step(1, [held(16)])).toEqual({
      words: '16.json is held: No type fits.\n… and 14 more.',
      fileId: 16,
      nextInMs: null,
    })
    expect(step(NOT_SOONER_MS, [])).toMatchObject({ words: null, nextInMs: null })
    expect(step(0, [held(17)]).words).toBe('17.json is held: No type fits.')
  })

  it('counts those that came at one moment', () => {
    expect(clock()(0, [held(15, 15)]).words).toBe('15.json is held: No type fits.\n… and 14 more.')
  })

  it('tells nothing while the window is in front, nor afterwards what was seen there', () => {
    const step = clock()
    expect(step(0, [held(1)], true)).toMatchObject({ words: null, nextInMs: null })
    expect(step(0, [held(2)]).words).toBe('2.json is held: No type fits.')
    step(10, [held(3)])
    expect(step(10, [], true)).toMatchObject({ words: null, nextInMs: null })
    expect(step(NOT_SOONER_MS, [])).toMatchObject({ words: null, nextInMs: null })
  })

  it('tells what holds the station up before a package, and leads to no page', () => {
    expect(clock()(0, [alert, held(1)])).toEqual({
      words: 'Downlink needs you: The disk is full.\n… and 1 more.',
      fileId: null,
      nextInMs: null,
    })
  })
})
