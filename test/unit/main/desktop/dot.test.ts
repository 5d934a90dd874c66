import { expect, it } from 'vitest'
import { withDot } from '../../../../src/main/desktop/dot'

it('has a dot in the lower right, a clear rim around it, and is else as it was', () => {
  const size = 16
  const white = new Uint8Array(4 * size * size).fill(255)
  const dotted = withDot(white, { width: size, height: size }, [10, 20, 30])
  const pixel = (x: number, y: number): number[] => [
    ...dotted.subarray(4 * (y * size + x), 4 * (y * size + x) + 4),
  ]
  expect(pixel(11, 11)).toEqual([30, 20, 10, 255])
  expect(pixel(6, 11)).toEqual([0, 0, 0, 0])
  expect(pixel(0, 0)).toEqual([255, 255, 255, 255])
  expect(new Set(white)).toEqual(new Set([255]))
})
