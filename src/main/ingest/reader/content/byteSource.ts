/** Bytes that can be read from any place on. */
export interface ByteSource {
  /**
   * Reads up to `length` bytes from `position` on into the target. Returns how many came; 0 is the
   * present end.
   */
  read(target: Uint8Array, offset: number, length: number, position: number): number
  /** How many bytes there are now; Infinity while that is not known. */
  size(): number
}

/** Makes bytes out of others, from the first one to the last. */
export interface Decoder {
  /** The next bytes, which hold until the next call; null behind the last one that there is now. */
  next(): Uint8Array | null
  /** Whether all was decoded that there is now. */
  readonly isAtEnd: boolean
}
