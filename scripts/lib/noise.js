/** Between -1 and 1, and the same for the same number. @param {number} n */
export function noise(n) {
  const value = Math.sin(n * 12.9898) * 43758.5453
  return 2 * (value - Math.floor(value)) - 1
}
