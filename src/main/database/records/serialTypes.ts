/**
 * How SQLite keeps a number in a record (https://sqlite.org/fileformat2.html, section 2.1): its
 * serial type says in how many bytes.
 */
export const NULL_TYPE = 0
export const INTEGER_48_TYPE = 5
export const INTEGER_64_TYPE = 6
export const DOUBLE_TYPE = 7
/** The whole numbers 0 and 1 are their types, and take no bytes. */
const ZERO_TYPE = 8
const ONE_TYPE = 9

/** By serial type. */
export const BYTES_OF_TYPE = Uint8Array.of(0, 1, 2, 3, 4, 6, 8, 8, 0, 0)

const TWO_32 = 2 ** 32
const TWO_47 = 2 ** 47

/**
 * The type that SQLite gives a double in a column of REAL: a whole number that six bytes hold is kept
 * as one, in as few bytes as it takes. NaN is what is missing.
 */
export function typeOfDouble(value: number): number {
  const small = value | 0
  if (small === value) return typeOfInteger(small)
  if (Number.isNaN(value)) return NULL_TYPE
  const isWhole = value < TWO_47 && value >= -TWO_47 && Math.floor(value) === value
  return isWhole ? INTEGER_48_TYPE : DOUBLE_TYPE
}

/** That of a whole number of 32 bits. */
export function typeOfInteger(value: number): number {
  const size = value < 0 ? ~value : value
  if (size < 0x80) return value === 0 ? ZERO_TYPE : value === 1 ? ONE_TYPE : 1
  if (size < 0x8000) return 2
  return size < 0x80_0000 ? 3 : 4
}

/** Writes a value of one of the types; returns where it ends. */
export function writeValue(view: DataView, at: number, type: number, value: number): number {
  switch (type) {
    case 1:
      view.setInt8(at, value)
      return at + 1
    case 2:
      view.setInt16(at, value)
      return at + 2
    case 3:
      view.setInt8(at, value >> 16)
      view.setUint16(at + 1, value & 0xffff)
      return at + 3
    case 4:
      view.setInt32(at, value)
      return at + 4
    case INTEGER_48_TYPE: {
      const upper = Math.floor(value / TWO_32)
      view.setInt16(at, upper)
      view.setUint32(at + 2, value - upper * TWO_32)
      return at + 6
    }
    case INTEGER_64_TYPE: {
      const upper = Math.floor(value / TWO_32)
      view.setInt32(at, upper)
      view.setUint32(at + 4, value - upper * TWO_32)
      return at + 8
    }
    case DOUBLE_TYPE:
      view.setFloat64(at, value)
      return at + 8
    default:
      return at
  }
}
