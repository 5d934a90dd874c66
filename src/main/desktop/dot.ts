/** Red, green, blue. */
export type Colour = readonly [number, number, number]

/** Of the picture's width. */
const RADIUS = 0.28

/**
 * A picture with a dot in its lower right corner, and a clear rim around that.
 *
 * @param bitmap four bytes a pixel: blue, green, red, opacity
 */
export function withDot(
  bitmap: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  [red, green, blue]: Colour,
): Uint8Array {
  const dotted = Uint8Array.from(bitmap)
  const radius = width * RADIUS
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot(x + 0.5 - (width - radius), y + 0.5 - (height - radius))
      if (distance <= radius) dotted.set([blue, green, red, 255], 4 * (y * width + x))
      else if (distance <= radius + 1) dotted.set([0, 0, 0, 0], 4 * (y * width + x))
    }
  }
  return dotted
}
