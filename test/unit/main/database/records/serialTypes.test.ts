import { describe, expect, it } from 'vitest'
import {
  BYTES_OF_TYPE,
  typeOfDouble,
  writeValue,
} from '../../../../../src/main/database/records/serialTypes'

describe('the serial type of a double', () => {
  it.each([
    [NaN, 0],
    [0, 8],
    [-0, 8],
    [1, 9],
    [2, 1],
    [-1, 1],
    [127, 1],
    [128, 2],
    [-128, 1],
    [-129, 2],
    [32_767, 2],
    [32_768, 3],
    [-32_768, 2],
    [-32_769, 3],
    [8_388_607, 3],
    [8_388_608, 4],
    [-8_388_608, 3],
    [-8_388_609, 4],
    [2 ** 31 - 1, 4],
    [2 ** 31, 5],
    [-(2 ** 31), 4],
    [-(2 ** 31) - 1, 5],
    [2 ** 47 - 1, 5],
    [2 ** 47, 7],
    [-(2 ** 47), 5],
    [-(2 ** 47) - 1, 7],
    [2 ** 52, 7],
    [0.5, 7],
    [127.000_000_1, 7],
    [5e-324, 7],
    [Number.MAX_VALUE, 7],
    [Infinity, 7],
    [-Infinity, 7],
  ])('of %d is %i', (value, type) => {
    expect(typeOfDouble(value)).toBe(type)
    const view = new DataView(new ArrayBuffer(10))
    expect(writeValue(view, 1, type, value)).toBe(1 + (BYTES_OF_TYPE[type] ?? 0))
  })
})
