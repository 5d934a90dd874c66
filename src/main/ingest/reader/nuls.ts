/** How many NUL bytes end the bytes: so reads space that was reserved and not written yet. */
export function trailingNuls(bytes: Uint8Array): number {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return bytes.length - end
}
