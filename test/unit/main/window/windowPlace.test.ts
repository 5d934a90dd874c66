import { describe, expect, it } from 'vitest'
import { placeWindow } from '../../../../src/main/window/windowPlace'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }
const right = { x: 1920, y: 0, width: 1280, height: 1024 }
const middle = { bounds: { x: 320, y: 143, width: 1280, height: 820 }, maximized: false }

function saved(x: number, y: number, maximized = false) {
  return { bounds: { x, y, width: 1000, height: 700 }, maximized }
}

describe('placeWindow', () => {
  it('puts a first window in the middle of the first screen', () => {
    expect(placeWindow(null, [screen, right])).toEqual(middle)
  })

  it('fits a small screen', () => {
    const small = { x: 0, y: 0, width: 1024, height: 700 }
    expect(placeWindow(null, [small]).bounds).toEqual(small)
  })

  it('puts it where it was, on any screen', () => {
    expect(placeWindow(saved(100, 100, true), [screen])).toEqual(saved(100, 100, true))
    expect(placeWindow(saved(2000, 50), [screen, right])).toEqual(saved(2000, 50))
    expect(placeWindow(saved(-800, 100), [screen])).toEqual(saved(-800, 100))
  })

  it.each([
    ['on a screen that is gone', saved(2000, 50)],
    ['with its upper edge above the screen', saved(100, 0)],
    ['below the screen', saved(100, 1060)],
    ['all but off the side', saved(-950, 100)],
  ])('puts it in the middle when it was %s', (_where, place) => {
    expect(placeWindow(place, [screen])).toEqual(middle)
  })

  it.each([[{}], ['text'], [{ bounds: { x: 0, y: 0, width: -5, height: 10 }, maximized: false }]])(
    'forgets a damaged place: %j',
    (place) => {
      expect(placeWindow(place, [screen])).toEqual(middle)
    },
  )
})
